// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/effects.h"
#include "synth/organisation.h"
#include "synth/truth.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace assay;
using namespace assay::synth;

namespace {

OrganisationSpec smallSpec(std::uint64_t seed = 1)
{
    OrganisationSpec spec;
    spec.seed = seed;
    spec.developers = 60;
    spec.months = 12;
    return spec;
}

double logHours(const Ticket& ticket, const Change& change)
{
    return std::log(hoursBetween(ticket.created, *change.merged));
}

} // namespace

class TestOrganisation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedSameOrganisation()
    {
        const auto a = makeOrganisation(smallSpec());
        const auto b = makeOrganisation(smallSpec());
        const auto other = makeOrganisation(smallSpec(2));
        QCOMPARE(a.changes.size(), b.changes.size());
        for (std::size_t i = 0; i < a.changes.size(); ++i) {
            QCOMPARE(a.changes[i].opened, b.changes[i].opened);
            QCOMPARE(a.changes[i].title, b.changes[i].title);
        }
        QCOMPARE(a.usage.size(), b.usage.size());
        QVERIFY(a.changes.size() != other.changes.size() || a.changes[0].opened != other.changes[0].opened);
    }

    void everythingIsInOrder()
    {
        const auto made = makeOrganisation(smallSpec());
        QVERIFY(made.changes.size() > 500);
        for (const auto& change : made.changes) {
            QVERIFY(change.began <= change.opened);
            if (change.merged) QVERIFY(change.opened <= *change.merged && *change.merged <= made.cutOff());
            for (int i = 0; i < change.commitCount; ++i) {
                const auto& commit = made.commits[static_cast<std::size_t>(change.firstCommit + i)];
                QVERIFY(commit.authored >= change.began);
                if (change.merged) QVERIFY(commit.authored <= *change.merged);
                QCOMPARE(commit.repository, change.repository);
            }
            if (change.ticket != kNone)
                QVERIFY(made.tickets[static_cast<std::size_t>(change.ticket)].created <= change.began);
        }
        for (const auto& ticket : made.tickets)
            for (std::size_t i = 1; i < ticket.history.size(); ++i)
                QVERIFY(ticket.history[i - 1].at <= ticket.history[i].at);
        for (const auto& defect : made.defects) {
            const auto& origin = made.changes[static_cast<std::size_t>(defect.origin)];
            QVERIFY(origin.merged && *origin.merged < defect.reported);
        }
    }

    void nobodyIsReal()
    {
        const auto made = makeOrganisation(smallSpec());
        for (const auto& person : made.people) {
            const bool invented = person.email.ends_with("@example.com") || person.bot;
            QVERIFY2(invented, person.email.c_str());
        }
    }

    void hardlyAnybodyWorksAtNight()
    {
        const auto made = makeOrganisation(smallSpec());
        int odd = 0;
        for (const auto& ticket : made.tickets) {
            const auto local =
                ticket.created + std::chrono::minutes{made.teams[static_cast<std::size_t>(ticket.team)].offsetMinutes};
            const std::chrono::weekday day{dayOf(local)};
            const double hour = hoursBetween(Instant{dayOf(local)}, local);
            if (day == std::chrono::Sunday || day == std::chrono::Saturday || hour < 6 || hour > 22.5) ++odd;
        }
        QVERIFY2(odd * 50 < static_cast<int>(made.tickets.size()), qPrintable(QString::number(odd)));
    }

    /// The planted ratio is in the data: with one effect for all and nothing else that differs, log times differ by its
    /// log.
    void plantedTimeRatioIsThere()
    {
        double sum[2]{};
        int n[2]{};
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            OrganisationSpec spec = smallSpec(seed);
            spec.confounding = spec.untidy = spec.leftoverWork = false;
            spec.effects = Effects::uniform(0.7, 1);
            const auto made = makeOrganisation(spec);
            for (const auto& change : made.changes) {
                if (!change.merged || change.ticket == kNone) continue;
                const auto& team = made.teams[static_cast<std::size_t>(change.team)];
                const auto& ticket = made.tickets[static_cast<std::size_t>(change.ticket)];
                if (ticket.bug) continue;
                const double expected = logMedianHours(team, change.task, change.age, change.plannedLines);
                const int group = assisted(change.use) ? 1 : 0;
                sum[group] += logHours(ticket, change) - expected;
                ++n[group];
            }
        }
        const double ratio = std::exp(sum[1] / n[1] - sum[0] / n[0]);
        QVERIFY2(std::abs(ratio - 0.7) < 0.04, qPrintable(QString::number(ratio)));
    }

    void plantedDefectRatioIsThere()
    {
        double found[2]{};
        double expected[2]{};
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            OrganisationSpec spec = smallSpec(seed);
            spec.effects = Effects::uniform(1, 2);
            const auto made = makeOrganisation(spec);
            const auto atRisk = [&](const Change& change) {
                return change.merged && *change.merged < Instant{spec.lastDay - std::chrono::days{150}};
            };
            for (const auto& change : made.changes)
                if (atRisk(change) && !change.automation && !change.reverts)
                    expected[assisted(change.use) ? 1 : 0] +=
                        defectRate(made.teams[static_cast<std::size_t>(change.team)], change.task, change.age,
                                   change.plannedLines);
            for (const auto& defect : made.defects)
                if (atRisk(made.changes[static_cast<std::size_t>(defect.origin)]))
                    found[assisted(made.changes[static_cast<std::size_t>(defect.origin)].use) ? 1 : 0] += 1;
        }
        const double ratio = found[1] / expected[1] / (found[0] / expected[0]);
        QVERIFY2(ratio > 1.5 && ratio < 2.6, qPrintable(QString::number(ratio)));
    }

    void noAiBeforeTheRollout()
    {
        auto spec = smallSpec();
        spec.undeclaredShare = 0;
        spec.untidy = false;
        const auto made = makeOrganisation(spec);
        int used = 0;
        for (const auto& change : made.changes) {
            if (!assisted(change.use)) continue;
            ++used;
            const auto& author = made.people[static_cast<std::size_t>(change.author)];
            QVERIFY(author.seatFrom.has_value());
            QVERIFY(change.use != AiUse::Hidden);
            QVERIFY(Instant{*author.seatFrom} <= change.opened);
        }
        QVERIFY(used > 50);
        for (const auto& day : made.usage)
            QVERIFY(made.people[static_cast<std::size_t>(day.person)].holdsSeat(day.day) || day.linesAccepted > 0);
    }

    void acceptanceHalvesInOneTeam()
    {
        const auto made = makeOrganisation({});
        const auto falls = made.spec.acceptanceFallsFrom();
        QVERIFY(falls.has_value());
        double accepted[2]{};
        double shown[2]{};
        for (const auto& row : made.usage) {
            if (made.people[static_cast<std::size_t>(row.person)].teamOn(row.day) != kFallingTeam) continue;
            const int after = row.day >= *falls ? 1 : 0;
            accepted[after] += row.accepted;
            shown[after] += row.shown;
        }
        const double ratio = accepted[1] / shown[1] / (accepted[0] / shown[0]);
        QVERIFY2(ratio > 0.4 && ratio < 0.65, qPrintable(QString::number(ratio)));
    }

    void missingReportIsMissing()
    {
        const auto made = makeOrganisation({});
        const auto gap = made.spec.telemetryGap();
        QVERIFY(gap && gap->days() == kReportDays);
        for (const auto& row : made.usage) QVERIFY(!gap->contains(row.day));
        QVERIFY(std::any_of(made.usage.begin(), made.usage.end(),
                            [&](const UsageDay& row) { return row.day == made.spec.lastDay; }));
    }

    void linesAddUp()
    {
        const auto made = makeOrganisation(smallSpec());
        std::map<int, int> length;
        for (const auto& commit : made.commits) {
            for (int e = 0; e < commit.editCount; ++e) {
                const auto& edit = made.edits[static_cast<std::size_t>(commit.firstEdit + e)];
                int& lines = length[edit.file];
                QVERIFY(edit.at >= 0 && edit.at + edit.removed <= lines);
                lines += edit.added - edit.removed;
            }
        }
        std::map<int, int> dead;
        for (const auto& death : made.deaths) {
            dead[death.change] += death.lines;
            QVERIFY(*made.changes[static_cast<std::size_t>(death.change)].merged <=
                    *made.changes[static_cast<std::size_t>(death.remover)].merged);
        }
        for (const auto& [change, lines] : dead) QVERIFY(lines <= made.changes[static_cast<std::size_t>(change)].added);
    }

    void truthCountsWhatIsThere()
    {
        const auto made = makeOrganisation(smallSpec());
        const auto truth = truthOf(made);
        QCOMPARE(truth.assisted, truth.declared + truth.measured + truth.hidden);
        int merged = 0;
        for (const auto& change : made.changes) merged += change.merged && !change.automation;
        QCOMPARE(truth.assisted + truth.humanOnly, merged);
        QVERIFY(truth.timeRatioOfOverlap > 0.73 && truth.timeRatioOfOverlap < 1.14);
        const auto none = truthOf(makeOrganisation([] {
            auto spec = smallSpec();
            spec.effects = Effects::none();
            return spec;
        }()));
        QCOMPARE(none.timeRatioOfOverlap, 1.0);
    }

    void smallestOrganisation()
    {
        OrganisationSpec spec;
        spec.developers = 1;
        spec.teams = 1;
        spec.months = 1;
        const auto made = makeOrganisation(spec);
        QCOMPARE(made.teams.size(), std::size_t{1});
        QCOMPARE(static_cast<int>(made.people.size()), 1 + 1 + 2);
    }

    void defaultSizeIsQuick()
    {
        QBENCHMARK
        {
            QVERIFY(makeOrganisation({}).changes.size() > 4000);
        }
    }
};

QTEST_APPLESS_MAIN(TestOrganisation)
#include "tst_organisation.moc"
