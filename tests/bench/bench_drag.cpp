// SPDX-License-Identifier: GPL-3.0-or-later
// What a step of a slider on the Economics page costs: the figures, and their repaint. Usage: bench_drag W.assay
#include "base/bigheap.h"
#include "pages/pagecontent.h"
#include "pages/pageview.h"
#include "pages/whatifpanel.h"
#include "resources/resources.h"
#include "session/session.h"

#include <QApplication>
#include <QPixmap>
#include <cstdio>
#include <ctime>

namespace {

double processorMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    using namespace assay;
    QApplication application(argc, argv);
    resources::load();
    ui::registerFonts();
    const auto session = session::Session::open(argc > 1 ? argv[1] : "");
    if (!session) return 1;
    const auto input = (*session)->pageInput({});
    const auto page = present::pageById("economics")->build(input);
    ui::PageView view;
    view.resize(1250, 850);
    view.show(page, ui::Theme::light());
    static_cast<QWidget&>(view).show();
    QApplication::processEvents();
    (void)view.grab();
    double figures = 0;
    double repaint = 0;
    constexpr int kSteps = 40;
    for (int step = 0; step < kSteps; ++step) {
        const double at = 0.05 + 0.005 * step;
        auto trial = present::withEdit(*page.whatIf, {}, QStringLiteral("time-saved"), {at - 0.05, at, at + 0.05});
        trial.trials = present::kLiveTrials;
        const double begun = processorMs();
        const auto live = present::liveFigures(*page.whatIf, trial);
        const double computed = processorMs();
        const_cast<ui::PageContent*>(view.content())->showLive(live);
        QApplication::processEvents();
        (void)view.viewport()->grab();
        figures += computed - begun;
        repaint += processorMs() - computed;
    }
    std::printf("a step of a slider: figures %.1f ms, cards, layout and drawing %.1f ms (processor time)\n",
                figures / kSteps, repaint / kSteps);
    return 0;
}
