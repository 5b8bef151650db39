using Lana.Calibration;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Problem;
using Lana.Profiling;
using Lana.Selections;
using Lana.Solvers;
using Lana.Tables;

namespace Lana.Benchmarks.Latency;

/// <summary>Demonstrates that a selection is specific to its runtime.</summary>
internal sealed class RuntimeComparison(
    LatencyPlan plan, NetworkDefinition teacher, CancellationToken cancellationToken)
{
    private const double MeasuringError = 0.01;
    private const double SafetyMargin = 0.02;
    private const int MostRounds = 6;
    private const string Latency = "latency";

    // If both runtimes lead to the same selection, another budget may show a difference.
    private static readonly double[] Budgets = [0.5, 0.4, 0.6, 0.3, 0.7];

    private readonly SearchSpace _searchSpace = plan.SmallSearchSpace;
    private readonly ScoreTable _scores = MacScores.Of(teacher, plan.SmallSearchSpace);

    public async Task<RuntimeReport> RunAsync()
    {
        var (onnx, torch) = (plan.OnnxMeter(), plan.TorchMeter());
        var (onnxTable, torchTable) = (await BuildAsync(onnx), await BuildAsync(torch));
        RuntimeReport? report = null;
        foreach (var budget in Budgets)
        {
            report = await AskAsync((onnx, onnxTable), (torch, torchTable), budget);
            if (report.OnnxSelectionIsWrongOnTorch || report.TorchSelectionIsWrongOnOnnx)
            {
                break;
            }
        }

        return report!;
    }

    private async Task<RuntimeReport> AskAsync(
        (ILatencyMeter Meter, LatencyTable Table) onOnnxRuntime,
        (ILatencyMeter Meter, LatencyTable Table) onTorchSharp,
        double budget)
    {
        var (onnx, onnxTable) = onOnnxRuntime;
        var (torch, torchTable) = onTorchSharp;
        var forOnnx = await SelectAsync(onnx, onnxTable, budget);
        var forTorch = await SelectAsync(torch, torchTable, budget);
        var onOnnx = await SharesAsync(onnx, forOnnx, forTorch);
        var onTorch = await SharesAsync(torch, forOnnx, forTorch);
        var ranks = TableRanks.Of(onnxTable, torchTable);
        var (onnxScore, torchScore) = (Score(forOnnx), Score(forTorch));
        return new RuntimeReport(
            budget,
            ranks.Kendall,
            ranks.OrderedOtherwise,
            ranks.Largest,
            new RuntimeSelection(onnx.Profile.Runtime, [.. forOnnx.Operations], onnxScore, onOnnx[0], onTorch[0]),
            new RuntimeSelection(torch.Profile.Runtime, [.. forTorch.Operations], torchScore, onOnnx[1], onTorch[1]),
            IsWrong(budget, (onTorch[0], onnxScore), (onTorch[1], torchScore)),
            IsWrong(budget, (onOnnx[1], torchScore), (onOnnx[0], onnxScore)));
    }

    // Meaningful only if the runtime's own selection meets the budget.
    private static bool IsWrong(
        double budget, (double Share, double Score) foreign, (double Share, double Score) own) =>
        own.Share <= budget * (1.0 + MeasuringError)
        && (foreign.Share > budget * (1.0 + MeasuringError) || foreign.Score > own.Score);

    private double Score(Selection selection) =>
        selection.Sum(choice => _scores[choice]);

    private Task<LatencyTable> BuildAsync(ILatencyMeter meter) =>
        new LatencyTableBuilder(meter).BuildAsync(teacher, _searchSpace, path: null, progress: null, cancellationToken);

    // As in the accelerator's loop: the best selection by the corrected table is measured, until one meets the budget.
    private async Task<Selection> SelectAsync(ILatencyMeter meter, LatencyTable table, double budget)
    {
        ILatencyPredictor predictor = new TableLatencyPredictor(table);
        for (var round = 1; ; round++)
        {
            var selection = Solve(predictor, table.TeacherMs * budget * (1.0 - SafetyMargin));
            var share = (await SharesAsync(meter, selection))[0];
            if (share <= budget || round == MostRounds)
            {
                return selection;
            }

            predictor = predictor.Observe(selection, share * table.TeacherMs);
        }
    }

    private Selection Solve(ILatencyPredictor predictor, double targetMs)
    {
        var problem = SelectionProblem.Create()
            .Scores(_scores)
            .Cost(Latency, predictor.ToCostTable(targetMs))
            .Limit(Latency, maximum: targetMs)
            .Build();
        var result = new IlpOperationSelector().Select(
            problem, new SelectionOptions { Solutions = 1 }, cancellationToken: cancellationToken);
        return result.Solutions.Count > 0
            ? result.Best.Selection
            : throw new InvalidOperationException(result.Infeasibility?.Message ?? "Nothing was selected.");
    }

    private Task<IReadOnlyList<double>> SharesAsync(ILatencyMeter meter, params Selection[] selections) =>
        Selections.SharesAsync(meter, teacher, _searchSpace, selections, progress: null, cancellationToken);
}
