// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/objects.h"

#include <cstring>
#include <map>
#include <memory>
#include <string>

/// Blobs in memory. Their ids are numbers, nothing is hashed.
class MadeObjects
{
public:
    assay::lineage::ObjectId add(std::string text)
    {
        const auto id = idOf(m_blobs.size() + 1);
        m_blobs.emplace(id, std::move(text));
        return id;
    }
    /// An id that no blob will have.
    static assay::lineage::ObjectId nobody() { return idOf(~std::size_t{0}); }
    /// Adding must be over.
    [[nodiscard]] std::unique_ptr<assay::lineage::ObjectReader> reader() const
    {
        return std::make_unique<Reader>(m_blobs);
    }

private:
    using Blobs = std::map<assay::lineage::ObjectId, std::string>;

    static assay::lineage::ObjectId idOf(std::size_t number)
    {
        assay::lineage::ObjectId id;
        std::memcpy(id.bytes.data(), &number, sizeof number);
        return id;
    }

    class Reader : public assay::lineage::ObjectReader
    {
    public:
        explicit Reader(const Blobs& blobs) : m_blobs(blobs) {}
        assay::lineage::ObjectRef read(const assay::lineage::ObjectId& id, assay::lineage::ObjectKind) override
        {
            const auto found = m_blobs.find(id);
            if (found == m_blobs.end()) {
                m_missing.insert(id);
                return nullptr;
            }
            auto bytes = std::make_unique<char[]>(found->second.size() + 1);
            std::memcpy(bytes.get(), found->second.data(), found->second.size());
            return std::make_shared<const assay::lineage::ObjectBytes>(std::move(bytes), found->second.size());
        }
        std::int64_t blobSize(const assay::lineage::ObjectId& id) override
        {
            const auto found = m_blobs.find(id);
            return found == m_blobs.end() ? -1 : static_cast<std::int64_t>(found->second.size());
        }
        bool exists(const assay::lineage::ObjectId& id) override { return m_blobs.contains(id); }
        const std::unordered_set<assay::lineage::ObjectId, assay::lineage::ObjectIdHash>& missing() const override
        {
            return m_missing;
        }

    private:
        const Blobs& m_blobs;
        std::unordered_set<assay::lineage::ObjectId, assay::lineage::ObjectIdHash> m_missing;
    };

    Blobs m_blobs;
};
