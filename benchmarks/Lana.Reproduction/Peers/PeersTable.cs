using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Compares Lana with simple methods: one teacher, one fine-tuning, equal epochs, equal measured latency.</summary>
internal sealed class PeersTable() : ResultTable<PeersResult>(
    "peers", "Lana against simple ways: equal fine-tuning, equal measured latency", "v1", "v2", "resnest", "resnet56")
{
    public override IReadOnlyList<double> Budgets { get; } = [0.2, 0.3, 0.5];

    protected override Task<PeersResult> MeasureAsync(Experiment experiment, CancellationToken cancellationToken) =>
        new PeersRun(experiment).RunAsync(cancellationToken);

    protected override void Write(IReadOnlyList<Cell<PeersResult>> cells, ResultPage page)
    {
        foreach (var family in cells.GroupBy(cell => cell.Family))
        {
            PeersPage.Write([.. family], page);
        }
    }
}
