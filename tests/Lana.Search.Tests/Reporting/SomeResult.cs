using Lana.Definitions;
using Lana.Devices;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Scoring;
using Lana.Selections;
using Lana.Tables;
using Lana.Trials;

namespace Lana.Reporting;

/// <summary>A result to report.</summary>
internal static class SomeResult
{
    private static readonly string[] Layers = ["blocks.0", "blocks.1.conv_pw", "stages.2.blocks.11.attention"];

    /// <summary>Everything that a report can contain besides the result.</summary>
    public static AccelerationReportOptions Everything() => new()
    {
        Note = "a note",
        TeacherAccuracy = 0.90,
        StudentAccuracy = 0.88,
        Networks = [new ReportedNetwork("plain, scaled", 0.42, 0.86)],
    };

    /// <summary>The result of an acceleration of three layers that nobody ran.</summary>
    public static AccelerationResult Create()
    {
        var chosen = Selection.Of(Layers, ["teacher", "identity", "inherit_w0.5"]);
        var measured = new MeasuredSelection(chosen, 0.5, 0.41, 0.40, 0.45, 2);
        return new AccelerationResult(
            Small().Build(),
            measured,
            new MeasuredLatency(1.0, 0.4, 0.45),
            new OnnxParityResult(1e-6, 1e-6, 1e-4, 10),
            Table(chosen),
            new ScoreTable("loss", "test", [.. Layers.Select(layer => new ScoreEntry(layer, "identity", 0.1))]),
            [
                new PoolEntry(new CandidateKey(Layers[2], "inherit_w0.5"), "f", 10, 0.5, 0.1, "hash"),
                new PoolEntry(new CandidateKey(Layers[2], "inherit_w0.25"), "f", 10, 0.8, 0.3, "hash"),
                new PoolEntry(new CandidateKey(Layers[1], "inherit_w0.25"), "f", 0, 0.0, 0.0, "", "it was dominated"),
            ],
            new Dictionary<string, double> { ["fine-tuning"] = 12.3 },
            "run")
        {
            TrialSearch = new TrialSearchResult(
                [
                    new SelectionTrial(chosen, 0.1, 0.5, 0.3),
                    new SelectionTrial(Selection.Of(Layers, ["teacher", "teacher", "identity"]), 0.2, 0.6, double.PositiveInfinity),
                ],
                [],
                measured),
            FineTuningCurve =
            [
                new FineTuningEpoch(1, 1.4, null, null),
                new FineTuningEpoch(2, 0.9, null, null),
                new FineTuningEpoch(3, 0.7, 0.62, 0.85),
                new FineTuningEpoch(4, 0.6, double.PositiveInfinity, 0.88),
            ],
            OutputAgreements = [new OutputAgreement("output", 0.1, 0.99, 0.95)],
            Settings = new Dictionary<string, string> { ["FineTuningOptions.Epochs"] = "5" },
        };
    }

    private static LatencyTable Table(Selection chosen) => new(
        new DeviceProfile("Test CPU", 2, "linux", "x64", "onnxruntime", "1.0", "cpu", 1, 1, "float32"),
        DateTimeOffset.UnixEpoch,
        "small",
        "fingerprint",
        Layers,
        1.0,
        0.1,
        [
            .. Layers.SelectMany(layer => new[]
            {
                new LatencyEntry(new CandidateKey(layer, "teacher"), 0.3, 0.001),
                new LatencyEntry(new CandidateKey(layer, "identity"), 0.0, 0.001),
                new LatencyEntry(new CandidateKey(layer, "inherit_w0.5"), 0.2, 0.001),
            }),
        ])
    {
        Networks = [new MeasuredNetwork(chosen, 0.5)],
    };

    private static NetworkDefinition Small() => new(
        "small",
        new FeatureShape(1, 8, 8),
        new Conv("stem", 4, 3),
        [.. Layers.Select(layer => new LayerDefinition(layer, new Conv("conv", 4, 3)))],
        new Chain(new GlobalPool(), new Linear("classifier", 3)));
}
