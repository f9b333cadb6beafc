// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the CSV and JSON readers, in GB/s, beside a plain copy of the same bytes. Usage: bench_parsing [megabytes]
#include "base/bigheap.h"
#include "importers/text/csvreader.h"
#include "importers/text/jsonrecords.h"
#include "importers/text/rawsource.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>

using namespace assay;
using namespace assay::importers;

namespace {

/// One shared text, handed out in blocks without copying it first.
class Borrowed final : public ByteStream
{
public:
    explicit Borrowed(const std::string& text) : m_text(text) {}
    Result<std::size_t> read(char* buffer, std::size_t size) override
    {
        const auto count = std::min(size, m_text.size() - m_pos);
        std::memcpy(buffer, m_text.data() + m_pos, count);
        m_pos += count;
        return count;
    }
    std::int64_t consumed() const override { return static_cast<std::int64_t>(m_pos); }
    std::int64_t total() const override { return static_cast<std::int64_t>(m_text.size()); }

private:
    const std::string& m_text;
    std::size_t m_pos = 0;
};

std::string csvText(std::size_t bytes)
{
    std::string text = "Summary,Issue key,Issue Type,Status,Created,Updated,Description\n";
    for (int i = 0; text.size() < bytes; ++i) {
        const auto n = std::to_string(i);
        text += "Make the thing number " + n + " work as it should,PAY-" + n +
                ",Story,In Progress,21/Apr/26 11:37 PM,22/Apr/26 9:01 AM,";
        text += i % 4 == 0 ? "\"A longer text, with a comma and \"\"quotes\"\"\nand a second line\"\n"
                           : "A longer text without anything special in it\n";
    }
    return text;
}

std::string jsonText(std::size_t bytes)
{
    std::string text;
    for (int i = 0; text.size() < bytes; ++i) {
        text +=
            R"({"user_id":)" + std::to_string(i) + R"(,"user_login":"dev)" + std::to_string(i % 900) +
            R"(","day":"2026-04-21","organization_id":"100","user_initiated_interaction_count":12,"code_generation_activity_count":34,)"
            R"("code_acceptance_activity_count":5,"loc_suggested_to_add_sum":120,"loc_added_sum":310,"loc_deleted_sum":12,"totals_by_feature":[)";
        for (int f = 0; f < 8; ++f)
            text +=
                std::string(f == 0 ? "" : ",") +
                R"({"feature":"chat_panel_agent_mode","user_initiated_interaction_count":8,"code_generation_activity_count":3,"loc_added_sum":22})";
        text += "]}\n";
    }
    return text;
}

double gigabytesPerSecond(const std::string& text, const std::function<std::int64_t()>& work, std::int64_t& result)
{
    double best = 0;
    for (int round = 0; round < 3; ++round) {
        const auto from = std::clock(); // processor time: other work on the machine does not count
        result = work();
        const double seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
        best = std::max(best, static_cast<double>(text.size()) / 1e9 / seconds);
    }
    return best;
}

void report(const char* name, const std::string& text, const std::function<std::int64_t()>& work)
{
    std::int64_t result = 0;
    const double speed = gigabytesPerSecond(text, work, result);
    std::printf("%-28s %6.2f GB/s  (%lld)\n", name, speed, static_cast<long long>(result));
}

/// What handing out the bytes costs without reading them.
std::int64_t copyOnly(const std::string& text)
{
    Borrowed stream(text);
    std::string block(512 * 1024, '\0');
    std::int64_t bytes = 0;
    for (auto got = stream.read(block.data(), block.size()); got && *got > 0;
         got = stream.read(block.data(), block.size()))
        bytes += static_cast<std::int64_t>(*got);
    return bytes;
}

std::int64_t readCsv(const std::string& text)
{
    Borrowed stream(text);
    CsvReader reader(stream, ',');
    CsvRow row;
    std::int64_t cells = 0;
    for (auto more = reader.next(row); more && *more; more = reader.next(row))
        cells += static_cast<std::int64_t>(row.cells.size());
    return cells;
}

std::int64_t readJson(const std::string& text)
{
    JsonRecords records(std::make_unique<Borrowed>(text), "bench", {"day_totals"});
    std::int64_t sum = 0;
    const auto done = records.each(
        [&sum](const Json& record, const JsonPlace&) -> Result<void> {
            sum += record["loc_added_sum"].integer().value_or(0) +
                   static_cast<std::int64_t>(record["user_login"].view().size());
            return {};
        },
        [](std::int64_t, const std::string&, std::string_view) -> Result<void> { return {}; });
    return done ? sum : -1;
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    const std::size_t bytes = (argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200) * 1'000'000;
    const std::string csv = csvText(bytes);
    report("plain copy in blocks", csv, [&csv] { return copyOnly(csv); });
    report("CSV, a quarter quoted", csv, [&csv] { return readCsv(csv); });
    std::string bare = csv;
    std::erase(bare, '"');
    report("CSV, no quotes", bare, [&bare] { return readCsv(bare); });
    const std::string json = jsonText(bytes);
    report("NDJSON", json, [&json] { return readJson(json); });
    const std::string document = "{\"day_totals\":[" + [&json] {
        std::string joined = json.substr(0, json.size() - 1);
        for (char& c : joined)
            if (c == '\n') c = ',';
        return joined;
    }() + "]}";
    report("JSON, one document", document, [&document] { return readJson(document); });
    return 0;
}
