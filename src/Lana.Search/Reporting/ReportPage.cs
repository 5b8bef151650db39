using System.Reflection;
using Lana.Pipeline;

namespace Lana.Reporting;

/// <summary>The page of a report.</summary>
internal sealed class ReportPage(AccelerationResult result, AccelerationReportOptions options)
{
    private readonly HtmlText _page = new(options.Title ?? result.Table.Network);

    public string Write()
    {
        AddSummary();
        AddNetworks();
        AddOutputs();
        AddLayers();
        AddPredictions();
        AddTraining();
        AddEnvironment();
        return _page.ToString();
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share is { } value ? $"{Number(100.0 * value, "0.00")} %" : "";

    private void AddSummary()
    {
        var latency = result.Latency;
        var accuracy = (options.TeacherAccuracy, options.StudentAccuracy) is ({ } teacher, { } student)
            ? $" Accuracy is {Percent(student)} instead of {Percent(teacher)}."
            : "";
        _page.Paragraph(
            $"The student takes {Number(latency.StudentMs, "0.000")} ms instead of {Number(latency.TeacherMs, "0.000")} ms on " +
            $"{result.Table.Profile.Device}: {Number(latency.Speedup, "0.00")} × as fast.{accuracy}",
            "summary");
        _page.Paragraph(
            $"It is {(latency.IsWithinBudget ? "within" : "above")} the budget of {Number(latency.BudgetMs, "0.000")} ms.",
            latency.IsWithinBudget ? "within" : "above");
        if (options.Note is { } note)
        {
            _page.Paragraph(note, "note");
        }
    }

    private void AddNetworks()
    {
        var latency = result.Latency;
        var rows = new List<(string Name, double Ms, double? Accuracy)>
        {
            ("teacher", latency.TeacherMs, options.TeacherAccuracy),
            ("student", latency.StudentMs, options.StudentAccuracy),
        };
        rows.AddRange(options.Networks.Select(network => (network.Name, network.LatencyMs, (double?)network.Accuracy)));
        _page.Table(
            ["network", "latency", "speed-up", "accuracy"],
            [
                .. rows.Select(row => (IReadOnlyList<string>)
                [
                    row.Name,
                    $"{Number(row.Ms, "0.000")} ms",
                    $"{Number(latency.TeacherMs / row.Ms, "0.00")} ×",
                    row.Accuracy is null ? "not measured" : Percent(row.Accuracy),
                ]),
            ]);
        var measured = rows
            .Where(row => row.Accuracy is not null)
            .Select(row => new ReportedNetwork(row.Name, row.Ms, row.Accuracy!.Value))
            .ToList();
        if (measured.Count > 1)
        {
            _page.Heading("Accuracy against latency").Figure(
                ReportCharts.Plane(measured, latency.BudgetMs),
                "Up is more accurate, left is faster. The dashed line is the budget.");
        }
    }

    private void AddOutputs()
    {
        if (result.OutputAgreements.Count == 0)
        {
            return;
        }

        _page.Heading("Outputs on held-out images").Table(
            ["output", "relative error", "cosine", "same class"],
            [
                .. result.OutputAgreements.Select(output => (IReadOnlyList<string>)
                [
                    output.Output,
                    Number(output.RelativeError, "0.0000"),
                    Number(output.MeanCosine, "0.0000"),
                    Percent(output.Top1Agreement),
                ]),
            ]);
        _page.Paragraph("The student compared with the teacher. The relative error is ‖s − t‖ / ‖t‖ over all images.", "note");
    }

    private void AddLayers()
    {
        var layers = result.Chosen.Selection.Select(key => new ReportLayer(
            key.Layer,
            key.Operation,
            result.Table.Find(key with { Operation = TeacherOperation.OperationName })?.LatencyMs ?? 0.0,
            result.Table.Find(key)?.LatencyMs ?? 0.0,
            result.Scores.TryGet(key, out var score) ? score : null)).ToList();
        _page.Heading("What was chosen in each layer").Figure(
            ReportCharts.Layers(layers),
            "The latency of each layer in the table of this device, before and after. A layer without a second bar was left out.");
        _page.Table(
            ["layer", "operation", "before", "after", "increase of the loss"],
            [
                .. layers.Select(layer => (IReadOnlyList<string>)
                [
                    layer.Name,
                    layer.Operation,
                    $"{Number(layer.TeacherMs, "0.000")} ms",
                    $"{Number(layer.StudentMs, "0.000")} ms",
                    layer.LossIncrease is { } increase ? Number(increase, "0.0000") : "",
                ]),
            ]);
        _page.Paragraph("The increase of the loss was measured when the operation alone replaced its layer.", "note");
    }

    private void AddPredictions()
    {
        var networks = result.Table.Networks
            .Select(network => (Predicted: PredictedMs(network.Selection), network.LatencyMs))
            .Where(network => network.Predicted > 0.0)
            .ToList();
        var chosen = result.Chosen;
        _page.Heading("Predicted and measured latency").Paragraph(
            $"The student was predicted to take {Number(chosen.PredictedMs, "0.000")} ms, and took " +
            $"{Number(chosen.MeasuredMs, "0.000")} ms when it was chosen, after {chosen.Rounds} " +
            $"{(chosen.Rounds == 1 ? "measurement" : "measurements")} of assembled networks.");
        _page.Figure(
            ReportCharts.Predictions(networks, chosen),
            "On the line the prediction is exact. A sum of single layers is above it if layers are faster inside a network than alone.");
    }

    private double PredictedMs(Selection selection) =>
        result.Table.ConstantMs + selection.Sum(key => result.Table.Find(key)?.LatencyMs ?? double.NaN);

    private void AddTraining()
    {
        var chosen = result.Chosen.Selection.ToHashSet();
        var trained = result.Pool
            .Where(entry => entry is { IsTrained: true, InitialLoss: > 0.0, FinalLoss: > 0.0 })
            .Select(entry => (entry.InitialLoss, entry.FinalLoss, chosen.Contains(entry.Key)))
            .ToList();
        if (trained.Count > 0)
        {
            var failed = result.Pool.Count(entry => !entry.IsTrained);
            _page.Heading("Pre-training").Figure(
                ReportCharts.Pretraining(trained),
                $"{result.Pool.Count} operations learned the teacher's features; {failed} of them were left out. Lower is better.");
        }

        if (result.TrialSearch is { } search)
        {
            _page.Heading("Search by short fine-tunings").Figure(
                ReportCharts.Trials(search),
                "Each selection was fine-tuned for a short time; the first is the one that the scores alone chose. A selection that was " +
                "measured above the budget cannot win, and the best few were trained longer.");
        }

        if (result.FineTuningCurve.Count > 1)
        {
            _page.Heading("Fine-tuning").Figure(
                ReportCharts.FineTuning(result.FineTuningCurve),
                "The training loss includes the distance to the teacher; the held-out loss does not, and is measured in the second half.");
        }

        _page.Heading("Time of each stage").Table(
            ["stage", "seconds"],
            [.. result.StageSeconds.Select(stage => (IReadOnlyList<string>)[stage.Key, Number(stage.Value, "0.0")])]);
    }

    private void AddEnvironment()
    {
        var profile = result.Table.Profile;
        var cost = result.Student.Cost;
        _page.Heading("Environment").Facts(
            [
                ["device", $"{profile.Device}, {profile.Cores} cores"],
                ["runtime", $"{profile.Runtime} {profile.RuntimeVersion}, {profile.Provider}"],
                ["threads, images in a batch", $"{profile.Threads}, {profile.Batch}"],
                ["numbers", profile.ElementType],
                ["measured", Text(result.Table.MeasuredAt)],
                ["student", $"{Number(cost.Parameters, "N0")} parameters, {Number(cost.Macs, "N0")} multiply-accumulates"],
                ["ONNX Runtime against TorchSharp", $"{Number(result.Parity.RelativeDifference, "0.0E+0")} of the outputs' spread"],
                ["Lana", typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion],
                .. result.Settings.Select(setting => (IReadOnlyList<string>)[setting.Key, setting.Value]),
            ]);
    }
}
