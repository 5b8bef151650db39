using Lana.Measuring;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Scoring;
using Lana.Selection;

namespace Lana.Reproduction.Tables;

/// <summary>One pool, several devices: a selection for each, every one measured on all.</summary>
internal sealed class DeviceTable() : ResultTable<IReadOnlyList<DeviceRow>>(
    "devices", "One pool, three devices: each selection measured on all, as a share of the teacher there", "v1")
{
    private const double Share = 0.5;

    protected override async Task<IReadOnlyList<DeviceRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        (string Name, ILatencyMeter Meter)[] devices =
        [
            ("ONNX Runtime, 1 thread", experiment.Meter),
            ("ONNX Runtime, 2 threads", new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions { Threads = 2 })),
            ("TorchSharp, 1 thread", new TorchLatencyMeter()),
        ];

        // What is slow on one device may be fast on another.
        var plan = new StudentPlan("devices") { SkipsSlowOperations = false };
        using var prepared = await PreparedPool.OpenAsync(experiment, plan, cancellationToken);
        var scores = await prepared.ScoreAsync(ScoreKind.LossChange, cancellationToken);
        var folder = Path.Combine(experiment.Folder, plan.Pool);
        var settings = experiment.Settings(plan);
        var selections = new List<SelectionSolution>();
        foreach (var (_, meter) in devices)
        {
            var parts = experiment.Parts(plan with { Meter = meter }, settings);
            var table = await PreparedPool.TableAsync(experiment, parts, folder, cancellationToken);
            selections.Add(new IlpOperationSelector().Select(
                PreparedPool.Problem(scores, table, Share),
                new SelectionOptions { Solutions = 1 },
                cancellationToken: cancellationToken).Best);
        }

        var networks = selections.ConvertAll(selection => LatencySubject.Of(prepared.Assemble(selection.Choices)));
        var shares = new Dictionary<string, IReadOnlyList<MeasuredPair>>();
        foreach (var (name, meter) in devices)
        {
            shares[name] = await SideBySide.MeasureAsync(
                meter, LatencySubject.Of(experiment.Teacher), networks, cancellationToken: cancellationToken);
        }

        return selections.Select((selection, index) => new DeviceRow(
            devices[index].Name,
            selection.Objective,
            shares.ToDictionary(device => device.Key, device => device.Value[index].Share),
            selections.ConvertAll(other => other.OverlapWith(selection)),
            [.. selection.Choices.Select(choice => choice.Operation)])).ToList();
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<DeviceRow>>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            page.Text($"{cell.Family}, seed {cell.Seed}; the budget is {Share} of the teacher on the device selected for.");
            var devices = cell.Result.Select(row => row.Device).ToList();
            page.Table(
                ["selected for", .. devices.Select(device => $"on {device}"), "Σa", "layers in common"],
                cell.Result.Select(row => (object[])[
                    row.Device,
                    .. devices.Select(device => Figures.Number(row.Shares[device])),
                    Figures.Number(row.Objective),
                    string.Join(", ", row.Common),
                ]));
        }
    }
}
