using System.Globalization;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>Compares initialisations of new operations with and without the closed form of their last convolution.</summary>
internal sealed class ClosedFormTable() : ResultTable<IReadOnlyList<ClosedFormRow>>(
    "closed-form", "Fresh operations that begin with the closed form of their last convolution", "v2")
{
    private const double DefaultRate = 5e-3;
    private const string All = "all";

    // Early, with a stride, in the middle, late.
    private static readonly string[] Layers = ["blocks.0.1", "blocks.1.0", "blocks.3.0", "blocks.4.3", "blocks.5.5"];
    private static readonly string[] LateLayers = ["blocks.3.0", "blocks.5.5"];

    private static readonly string[] Many =
    [
        "efn_e1_k3", "efn_e3_k5", "efn_e6_k3_se0.04", "efnv2_e1_k3", "efnv2_e3_k3_se0.04", "cb_stack_k3_w0.25",
        "cb_stack_k5_w0.5", "cb_bottle_k3_w0.5", "cb_bottle_k5_w1", "cb_res_k3_w0.5", "repvgg_k3_w0.5", "conv_cs_k3_w1",
        "vit_d1_c64_h4", "bot_trans_e0.5", "lambda_e0.5", "convnext_e2_k5", "fasternet_e2_k3", "mobileone_k3_w1_o1",
    ];

    private static readonly string[] Some =
    [
        "efn_e3_k5", "efn_e6_k3_se0.04", "efnv2_e1_k3", "cb_stack_k3_w0.25", "cb_bottle_k3_w0.5", "cb_res_k3_w0.5",
        "repvgg_k3_w0.5", "conv_cs_k3_w1", "vit_d1_c64_h4", "bot_trans_e0.5", "lambda_e0.5", "convnext_e2_k5",
        "fasternet_e2_k3", "mobileone_k3_w1_o1",
    ];

    private static readonly string[] Few =
    [
        "efn_e3_k5", "efnv2_e1_k3", "cb_stack_k3_w0.25", "cb_bottle_k3_w0.5", "cb_res_k3_w0.5", "repvgg_k3_w0.5",
        "conv_cs_k3_w1", "vit_d1_c64_h4", "lambda_e0.5", "convnext_e2_k5",
    ];

    private static readonly string[] Fewest =
    [
        "efn_e3_k5", "cb_stack_k3_w0.25", "cb_res_k3_w0.5", "conv_cs_k3_w1", "vit_d1_c64_h4", "lambda_e0.5", "convnext_e2_k5",
    ];

    protected override async Task<IReadOnlyList<ClosedFormRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        ClosedFormTraining[] trainings =
        [
            new(0, DefaultRate, Layers, Many),
            new(20, DefaultRate, Layers, Many),
            new(100, DefaultRate, Layers, Some),
            new(100, experiment.Scale.PretrainingRate, LateLayers, Few),
            new(500, DefaultRate, LateLayers, Fewest),
        ];
        var rows = new List<ClosedFormRow>();
        foreach (var training in trainings)
        {
            rows.AddRange(await training.RunAsync(experiment, cancellationToken));
        }

        return rows;
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<ClosedFormRow>>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            page.Text($"{cell.Family}, seed {cell.Seed}: normalised losses on held-out images as shares of those from the teacher's mean and spread; the median, and how many are lower.");
            var trainings = cell.Result.Select(row => (row.Steps, row.Rate)).Distinct().ToList();
            page.Table(
                ["family", .. trainings.Select(training => $"{training.Steps} steps at {Figures.Number(training.Rate)}")],
                cell.Result.GroupBy(row => row.Family)
                    .Select(family => (Name: family.Key, Rows: family.ToList()))
                    .Append((Name: All, Rows: [.. cell.Result]))
                    .Select(family => (object[])
                    [
                        family.Name,
                        .. trainings.Select(training => Summary(
                            [.. family.Rows.Where(row => (row.Steps, row.Rate) == training)])),
                    ]));
        }
    }

    private static string Summary(IReadOnlyList<ClosedFormRow> rows) => rows.Count == 0 ? "" : Text(
        rows.Select(row => row.Ratio).Order().ToList(), rows.Count(row => row.Ratio < 1.0));

    private static string Text(List<double> ratios, int lower) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):F2} ({lower} of {ratios.Count})");

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
}
