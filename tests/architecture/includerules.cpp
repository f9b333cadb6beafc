// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/includerules.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace assay::architecture {

namespace {

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

/// The longest matching prefix of a file's folder decides. Modules may always include themselves.
const QMap<QString, QStringList>& allowedModules()
{
    static const QMap<QString, QStringList> table{
        {QStringLiteral("core/base"), {}},
        {QStringLiteral("core/stats"), {}},
        {QStringLiteral("core/domain"), words("base")},
        {QStringLiteral("core/lineage"), words("base domain")},
        {QStringLiteral("core/importers"), words("base domain")},
        {QStringLiteral("core/importers/git"), words("base domain importers lineage")},
        {QStringLiteral("core/store"), words("base domain")},
        {QStringLiteral("core/linking"), words("base domain")},
        {QStringLiteral("core/attribution"), words("base domain")},
        {QStringLiteral("core/facts"), words("base domain")},
        {QStringLiteral("core/metrics"), words("base domain facts stats")},
        {QStringLiteral("core/analysis"), words("base domain facts stats metrics")},
        {QStringLiteral("core/decision"), words("base domain facts stats metrics analysis")},
        {QStringLiteral("core/whatif"), words("base domain facts stats metrics analysis")},
        {QStringLiteral("core/governance"), words("base domain stats")},
        {QStringLiteral("core/synth"), words("base domain stats facts")},
        {QStringLiteral("core/present"), words("base domain facts metrics analysis decision whatif governance")},
        {QStringLiteral("core/session"),
         words("base stats domain lineage importers store linking attribution facts metrics "
               "analysis decision whatif governance synth present resources")},
        {QStringLiteral("ui"),
         words("base domain facts present session charts models widgets pages report shell resources")},
        {QStringLiteral("app"),
         words("base domain facts metrics analysis present session charts shell report cli desktop resources")},
    };
    return table;
}

QString ruleFor(const QString& file)
{
    QString folder = file.section(u'/', 0, -2);
    while (!folder.isEmpty() && !allowedModules().contains(folder)) folder = folder.section(u'/', 0, -2);
    return folder;
}

bool inside(const QString& file, const char* folders)
{
    for (const QString& folder : words(folders))
        if (file.startsWith(folder + u'/')) return true;
    return false;
}

QString forbiddenModule(const QString& file, const QString& target)
{
    static const QSet<QString> moduleNames = [] {
        const QStringList all =
            words("base stats domain lineage importers store linking attribution facts metrics analysis "
                  "decision whatif governance synth present session charts models widgets pages report "
                  "shell cli desktop resources");
        return QSet<QString>(all.begin(), all.end());
    }();
    const QString module = target.section(u'/', 0, 0);
    if (target.endsWith(u".moc")) return {};
    if (!target.contains(u'/') || !moduleNames.contains(module))
        return QStringLiteral("project headers are included from their module's parent folder");
    const QString rule = ruleFor(file);
    if (rule.isEmpty()) return QStringLiteral("this folder has no line in the include table");
    if (module == rule.section(u'/', 1, 1) || allowedModules()[rule].contains(module)) return {};
    return QStringLiteral("%1 must not know %2").arg(rule, module);
}

/// Headers that only some folders may use.
QString forbiddenLibrary(const QString& file, const QString& target)
{
    static const QRegularExpression umbrella(
        QStringLiteral("^(QtCore|QtGui|QtWidgets|QtCharts|QtTest|QtConcurrent|QtSql|QtNetwork|QtXml)(/"
                       "(Qt[A-Z]\\w*))?$|^bits/stdc\\+\\+\\.h$"));
    static const QRegularExpression charts(QStringLiteral(
        "^QtCharts/"
        "|^Q(Polar)?Chart(View)?$|^Q\\w*(Series|Axis)$|^Q(Bar|Box|Candlestick)Set$|^Q\\w*LegendMarker$|^QLegend$|"
        "^QPieSlice$|^Q\\w+ModelMapper$"));
    static const QRegularExpression network(
        QStringLiteral("^(QtNetwork/|QNetwork|QTcp|QUdp|QSsl|QHttp|sys/socket\\.h|curl/)"));
    static const QRegularExpression sqlite(QStringLiteral("^(SQLiteCpp/|sqlite3(ext)?\\.h$)"));
    static const QRegularExpression qtSql(QStringLiteral("^(QtSql/|QSql)"));
    static const QRegularExpression git(QStringLiteral("^git2(\\.h$|/)"));
    if (umbrella.match(target).hasMatch()) return QStringLiteral("umbrella headers cost seconds in every file");
    if (network.match(target).hasMatch()) return QStringLiteral("nothing opens a network connection");
    if (qtSql.match(target).hasMatch()) return QStringLiteral("SQL goes through SQLiteCpp, in core/store");
    if (sqlite.match(target).hasMatch() && !inside(file, "core/store"))
        return QStringLiteral("SQLite outside core/store");
    if (git.match(target).hasMatch() && !inside(file, "core/lineage core/importers/git core/synth"))
        return QStringLiteral("libgit2 outside core/lineage, core/importers/git and core/synth");
    if (charts.match(target).hasMatch() && !inside(file, "ui/charts"))
        return QStringLiteral("Qt Charts outside ui/charts");
    return {};
}

bool looksLikeQt(const QString& target)
{
    static const QRegularExpression qt(QStringLiteral("^(Qt[A-Z]\\w*/|Q[A-Z]\\w*$|q[a-z]+\\.h$)"));
    return qt.match(target).hasMatch();
}

/// Core has no window: of Qt it may use Qt Core, the session Qt Concurrent as well, and the statistics nothing at all.
QString forbiddenQt(const QString& file, const QString& target, const QString& qtHeaders)
{
    if (!looksLikeQt(target) || !file.startsWith(u"core/")) return {};
    if (inside(file, "core/stats")) return QStringLiteral("core/stats knows the standard library only");
    const QString name = target.section(u'/', -1);
    QStringList libraries{QStringLiteral("QtCore")};
    if (inside(file, "core/session")) libraries << QStringLiteral("QtConcurrent");
    const QString prefix = target.contains(u'/') ? target.section(u'/', 0, 0) : QString();
    for (const QString& library : libraries)
        if ((prefix.isEmpty() || prefix == library) && QFile::exists(qtHeaders + u'/' + library + u'/' + name))
            return {};
    return QStringLiteral("core uses Qt Core only");
}

} // namespace

QList<Include> includesOf(const QString& text)
{
    static const QRegularExpression directive(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    QList<Include> found;
    int line = 0;
    for (const QString& content : text.split(u'\n')) {
        ++line;
        const auto match = directive.match(content);
        if (match.hasMatch()) found.append({line, match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return found;
}

QString forbiddenBecause(const QString& file, const Include& include, const QString& qtHeaders)
{
    const QString library = forbiddenLibrary(file, include.target);
    if (!library.isEmpty()) return library;
    if (include.quoted) return forbiddenModule(file, include.target);
    return forbiddenQt(file, include.target, qtHeaders);
}

} // namespace assay::architecture
