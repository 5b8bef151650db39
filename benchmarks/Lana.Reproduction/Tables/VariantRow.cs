using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>One variant of a student, among others that differ in one property.</summary>
/// <param name="Variant">The property that differs.</param>
/// <param name="Student">The student.</param>
internal sealed record VariantRow(string Variant, StudentRow Student)
{
    public static async Task<IReadOnlyList<VariantRow>> MakeAsync(
        Experiment experiment, IEnumerable<StudentPlan> plans, double share, CancellationToken cancellationToken)
    {
        var rows = new List<VariantRow>();
        foreach (var plan in plans)
        {
            rows.Add(new VariantRow(
                plan.Name, await StudentRow.MakeAsync(experiment, plan, share, cancellationToken)));
        }

        return rows;
    }

    public static void Write(string variants, IReadOnlyList<Cell<IReadOnlyList<VariantRow>>> cells, ResultPage page)
    {
        page.FamilyTable(
            cells,
            [variants, "pre-training, s", "loss assembled", "measured share", "accuracy, %"],
            row => row.Variant,
            rows =>
            [
                Figures.Number(rows.Average(row => row.Student.StageSeconds.GetValueOrDefault("pre-training"))),
                Figures.Number(rows.Average(row => row.Student.RankedLoss)),
                Figures.Number(rows.Average(row => 1.0 / row.Student.Speedup)),
                Figures.Percent([.. rows.Select(row => row.Student.Accuracy)]),
            ]);
    }
}
