// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/csvimporter.h"
#include "importers/text/sniff.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace rostercsv {

/// Whether a role writes code, where no column says so. Roles that clearly do not are few and well known; all others
/// count.
bool isEngineeringRole(std::string_view role)
{
    const auto folded = foldCase(role);
    const auto has = [&folded](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(),
                           [&folded](std::string_view word) { return folded.find(word) != std::string::npos; });
    };
    if (has({"manager", "director", "head of", "vice president"})) return false; // also of engineering
    if (has({"engineer", "develop", "program", "architect", "tester", "sre", "devops", "tech lead", "qa"})) return true;
    return !has({"product owner", "scrum", "agile coach", "design", "sales", "marketing", "recruit", "finance", "legal",
                 "business analyst", "assistant", "human resources", "customer success"});
}

class RosterRun
{
public:
    RosterRun(Reading& reading, CsvFile& file)
        : m_reading(reading), m_file(file),
          m_person(file.columns({"person", "name", "full name", "display name", "employee"})),
          m_emails(file.columns({"e-mails", "emails", "e-mail", "email", "email address", "mail", "work email",
                                 "work e-mail", "business email", "business e-mail"})),
          m_logins(file.columns({"logins", "login", "github login", "github", "github user", "github username",
                                 "gitlab user", "username", "user name", "user"})),
          m_team(file.columns({"team", "squad", "group", "department"})),
          m_role(file.columns({"role", "title", "job title", "position"})),
          m_engineering(file.columns({"engineering", "eligible", "engineer"})),
          m_share(file.columns({"share", "fte", "allocation"})),
          m_from(file.dates("from", {"from", "start", "start date", "valid from", "since"})),
          m_to(file.dates("to", {"to", "end", "end date", "valid to", "until"}))
    {
    }

    Result<void> run()
    {
        if (!m_person.found() && !m_emails.found() && !m_logins.found())
            return missingColumn(m_reading.path(), "the person");
        if (auto ok = m_file.settle(); !ok) return ok;
        if (auto ok = m_file.each([this](const CsvRow& row) { return one(row); }); !ok) return ok;
        if (!m_team.found()) m_reading.notice("It has no team column: its people belong to no team.");
        if (!m_file.date(m_from).at.found()) m_reading.notice("It has no from column: memberships hold for all time.");
        if (!m_engineering.found())
            m_reading.notice("It has no engineering column: who is eligible was told from the role (managers, "
                             "designers and sales are not).");
        m_file.close();
        return {};
    }

private:
    Result<void> one(const CsvRow& row)
    {
        domain::RosterRecord record;
        record.person = m_person.first(row);
        for (const auto& cell : m_emails.all(row))
            for (auto& part : splitCell(cell)) record.emails.push_back(std::move(part));
        for (const auto& cell : m_logins.all(row))
            for (auto& part : splitCell(cell)) record.logins.push_back(std::move(part));
        if (record.person.empty())
            record.person = !record.emails.empty()  ? record.emails.front()
                            : record.logins.empty() ? ""
                                                    : record.logins.front();
        if (record.person.empty()) {
            m_file.reject(row, "the row names nobody; fill in person, e-mails or logins");
            return {};
        }
        record.team = m_team.first(row);
        record.role = m_role.first(row);
        record.engineering = isEngineeringRole(record.role);
        if (!membership(row, record)) return {};
        return m_reading.sink().roster(std::move(record));
    }

    /// Dates, share and eligibility; false when the row was rejected.
    bool membership(const CsvRow& row, domain::RosterRecord& record)
    {
        if (!m_file.readDay(row, m_from, record.from) || !m_file.readDay(row, m_to, record.to)) return false;
        if (record.from && record.to && *record.to < *record.from) {
            m_file.reject(row, "the membership ends before it begins; correct from or to");
            return false;
        }
        if (const auto text = m_engineering.first(row); !text.empty()) {
            const auto flag = flagFromText(text);
            if (!flag) {
                m_file.reject(row,
                              fmt::format("\"{}\" in column engineering is neither yes nor no", cutUtf8(text, 40)));
                return false;
            }
            record.engineering = *flag;
        }
        std::optional<double> share;
        auto text = std::string(m_share.first(row));
        const bool percent = text.ends_with('%');
        if (percent) text.pop_back();
        if (!text.empty()) share = m_file.number(text);
        if (share && percent) *share /= 100;
        if (!text.empty() && (!share || *share <= 0 || *share > 1)) {
            m_file.reject(row, fmt::format("\"{}\" is no share of the working time; write a number above 0 and up to 1",
                                           cutUtf8(text, 40)));
            return false;
        }
        record.share = share.value_or(1.0);
        return true;
    }

    Reading& m_reading;
    CsvFile& m_file;
    Columns m_person, m_emails, m_logins, m_team, m_role, m_engineering, m_share;
    std::size_t m_from, m_to;
};

class RosterCsv final : public Importer
{
public:
    std::string_view id() const override { return "roster-csv"; }
    std::string_view title() const override { return "Roster CSV"; }
    std::string_view needs() const override
    {
        return "person, e-mails, logins, team, role, from, to; several values in a cell separated by ;";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        if (seen.csv({"person"}) && seen.anyHeader({"team", "e-mails", "emails", "logins"})) return 90;
        const bool staff = seen.anyHeader({"employee", "work email", "work e-mail"});
        const bool who =
            staff || seen.anyHeader({"name", "full name", "email", "e-mail", "emails", "e-mails", "login", "logins"});
        const bool dated = staff || seen.anyHeader({"from", "to", "start date", "role", "logins", "e-mails", "emails"});
        const bool accounts = seen.anyHeader({"name", "full name"}) &&
                              seen.anyHeader({"email", "e-mail", "login", "github", "github user"});
        return who && (dated || accounts) &&
                       (seen.anyHeader({"team", "squad"}) || (staff && seen.anyHeader({"department"}))) &&
                       !seen.anyHeader({"date", "created", "created at", "status"})
                   ? 40
                   : 0;
    }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        auto file = CsvFile::open(reading);
        if (!file) return Failure(file.error());
        return RosterRun(reading, *file).run();
    }
};

} // namespace rostercsv

const Importer& rosterCsv()
{
    static const rostercsv::RosterCsv kImporter;
    return kImporter;
}

} // namespace assay::importers
