// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/packfile.h"
#include "lineage/packobjects.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace assay::lineage;

namespace {

/// A folder of objects with one pack and its index.
class Folder
{
public:
    Folder() : m_path(std::filesystem::temp_directory_path() / ("assay-fuzz-objects-" + std::to_string(getpid())))
    {
        std::filesystem::create_directories(m_path / "pack");
    }
    void write(const char* suffix, std::span<const std::uint8_t> bytes) const
    {
        std::ofstream(m_path / (std::string("pack/pack-") + std::string(40, '0') + suffix), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    [[nodiscard]] std::string path() const { return m_path.string(); }

private:
    std::filesystem::path m_path;
};

} // namespace

/// The first two bytes say where the index ends and the pack begins. Every object is read as each kind: what is
/// damaged is missing, nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kIdSize = 20;
    if (size < 4) return 0;
    const std::size_t split = 2 + ((std::size_t{data[0]} << 8U) | data[1]) % (size - 2);
    if (split < 2 + 2 * kIdSize || size - split < kIdSize) return 0;
    const std::span index(data + 2, split - 2);
    std::vector<std::uint8_t> pack(data + split, data + size);
    // A changed pack still belongs to its index: only what they say of each other is tried.
    std::copy(index.end() - 2 * kIdSize, index.end() - kIdSize, pack.end() - kIdSize);
    const auto parsed = PackFile::fromBytes(index, pack);
    if (!parsed) return 0;

    static const Folder kFolder;
    kFolder.write(".idx", index);
    kFolder.write(".pack", pack);
    const auto source = openObjects(kFolder.path());
    if (!source) std::abort();
    const auto reader = (*source)->reader();
    for (std::uint32_t rank = 0; rank < parsed->count() && rank < 100; ++rank) {
        const auto id = parsed->idAt(rank);
        int kinds = 0;
        for (const auto kind : {ObjectKind::Commit, ObjectKind::Tree, ObjectKind::Blob, ObjectKind::Tag})
            if (const auto object = reader->read(id, kind)) kinds += object->view().size() == object->size() ? 1 : 100;
        if (kinds > 1 || (kinds == 0 && !reader->missing().contains(id))) std::abort();
        (void)reader->blobSize(id);
    }
    return 0;
}
