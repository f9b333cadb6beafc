// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/redaction.h"

#include <QTest>
#include <array>

using assay::governance::Aliases;

class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersInOrder();
    void namesInText();
};

void TestRedaction::numbersInOrder()
{
    Aliases teams("Team", std::array<std::string, 2>{"Payments", "Jane's crew"});
    QCOMPARE(teams.of("Payments"), std::string("Team 1"));
    QCOMPARE(teams.of("Jane's crew"), std::string("Team 2"));
    QCOMPARE(teams.of("Unheard of"), std::string("Team 3"));
    QCOMPARE(teams.of("Unheard of"), std::string("Team 3"));
    QCOMPARE(teams.of(""), std::string());
    QCOMPARE(teams.of("–"), std::string("–"));
    QCOMPARE(teams.of("Ä"), std::string("Team 4"));
}

void TestRedaction::namesInText()
{
    const Aliases teams("Team", std::array<std::string, 3>{"Core", "Core legacy", "QA"});
    QCOMPARE(teams.in("Core legacy is ahead of Core, QA unknown"),
             std::string("Team 2 is ahead of Team 1, QA unknown")); // short names are too common to replace in text
    QCOMPARE(teams.in(""), std::string());
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
