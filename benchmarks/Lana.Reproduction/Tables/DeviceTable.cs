using Lana.Measurement;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>One pool, several devices: a selection for each, measured on all.</summary>
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

        var students = new List<AccelerationResult>();
        try
        {
            foreach (var (name, meter) in devices)
            {
                // An operation that is slow on one device may be fast on another. Devices are compared by the best sum
                // of scores within the budget: nothing is ranked or fine-tuned.
                var plan = new StudentPlan(name)
                {
                    Meter = meter,
                    SkipsSlowOperations = false,
                    Solutions = 1,
                    FineTuningEpochs = 0,
                };
                students.Add(await experiment.AccelerateAsync(plan, Budget.Latency(Share), cancellationToken));
            }

            var shares = new Dictionary<string, IReadOnlyList<double>>();
            foreach (var (name, meter) in devices)
            {
                shares[name] = await experiment.SharesOfTeacherAsync(
                    students.ConvertAll(result => LatencySubject.Of(result.Student)), meter, cancellationToken);
            }

            return [.. devices.Select((device, index) => new DeviceRow(
                device.Name,
                ScoreOf(students[index]),
                shares.ToDictionary(measured => measured.Key, measured => measured.Value[index]),
                students.ConvertAll(other => Common(other, students[index])),
                [.. students[index].Chosen.Selection.Operations])
            {
                Chosen = students[index].Latency.StudentMs / students[index].Latency.TeacherMs,
                Rounds = students[index].Chosen.Rounds,
            })];
        }
        finally
        {
            students.ForEach(student => student.Dispose());
        }
    }

    private static double ScoreOf(AccelerationResult student) => student.Chosen.Selection.Sum(choice => student.Scores[choice]);

    private static int Common(AccelerationResult first, AccelerationResult second) =>
        first.Chosen.Selection.OverlapWith(second.Chosen.Selection);

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<DeviceRow>>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            page.Text($"{cell.Family}, seed {cell.Seed}; the budget is {Share} of the teacher on the device selected for.");
            var devices = cell.Result.Select(row => row.Device).ToList();
            page.Table(
                ["selected for", "when chosen", .. devices.Select(device => $"on {device}"), "Σa", "layers in common"],
                cell.Result.Select(row => (object[])[
                    row.Device,
                    row.Chosen is { } chosen ? Figures.Number(chosen) : "",
                    .. devices.Select(device => Figures.Number(row.Shares[device])),
                    Figures.Number(row.Objective),
                    string.Join(", ", row.Common),
                ]));
        }
    }
}
