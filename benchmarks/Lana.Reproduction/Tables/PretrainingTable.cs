using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>The effect of the length of the pre-training.</summary>
internal sealed class PretrainingTable() : ResultTable<IReadOnlyList<VariantRow>>(
    "pre-training", "How long operations are pre-trained, at half the teacher's latency", "v1")
{
    private const double NoRate = 1e-8;
    private const int OneStep = 64;

    public override IReadOnlyList<double> Budgets { get; } = [0.5];

    protected override Task<IReadOnlyList<VariantRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        var epoch = experiment.Scale.EpochOf(experiment.Data.Train.Count);
        return VariantRow.MakeAsync(
            experiment,
            [
                // The initial weights: one step at a rate that changes nothing.
                Plan("0") with { PretrainingImages = OneStep, PretrainingRate = NoRate },
                Plan("1/4") with { PretrainingImages = epoch / 4 },
                Plan("1") with { PretrainingImages = epoch },
                Plan("4") with { PretrainingImages = epoch, PretrainingEpochs = 4 },
            ],
            experiment.Options.Budgets[0],
            cancellationToken);
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<VariantRow>>> cells, ResultPage page) =>
        VariantRow.Write("epochs", cells, page);

    private static StudentPlan Plan(string epochs) =>
        new StudentPlan($"{epochs} epochs").Fresh with { Pool = $"pool-epochs-{epochs.Replace('/', '-')}" };
}
