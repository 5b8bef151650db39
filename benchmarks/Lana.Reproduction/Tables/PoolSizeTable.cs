using Lana.Candidates;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>LANA's Table 6: the effect of the number of operations to choose from.</summary>
internal sealed class PoolSizeTable() : ResultTable<IReadOnlyList<VariantRow>>(
    "pool-size", "How many operations there are to choose from, at 0.55 of the teacher's latency (Table 6)", "v1")
{
    private static readonly int[] Sizes = [2, 5, 10];

    public override IReadOnlyList<double> Budgets { get; } = [0.55];

    protected override Task<IReadOnlyList<VariantRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken) => VariantRow.MakeAsync(
            experiment,
            [
                .. Sizes.Select(size => Plan($"{size}", SearchSpace.Reduced(size, experiment.Seed))),
                Plan("Paper", SearchSpace.Paper),
            ],
            experiment.Options.Budgets[0],
            cancellationToken);

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<VariantRow>>> cells, ResultPage page) =>
        VariantRow.Write("operations", cells, page);

    // Each pool has its own folder: the operations of a smaller pool would otherwise shorten the time of a larger one.
    private static StudentPlan Plan(string name, ISearchSpace searchSpace) => new(name) { SearchSpace = searchSpace, Pool = $"pool-{name}" };
}
