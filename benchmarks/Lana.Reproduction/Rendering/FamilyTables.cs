using Lana.Reproduction.Cells;

namespace Lana.Reproduction.Rendering;

/// <summary>Tables whose cells all have the same rows: one for each family, every row over the seeds.</summary>
internal static class FamilyTables
{
    /// <summary>Writes the tables.</summary>
    /// <param name="page">The page to which they are written.</param>
    /// <param name="cells">The cells of all families and seeds.</param>
    /// <param name="columns">The headings; the first is that of the rows' names.</param>
    /// <param name="name">Returns the name of a row.</param>
    /// <param name="values">Returns the rest of a row, from that row of every seed.</param>
    public static void FamilyTable<TRow>(
        this ResultPage page,
        IReadOnlyList<Cell<IReadOnlyList<TRow>>> cells,
        IReadOnlyList<string> columns,
        Func<TRow, string> name,
        Func<IReadOnlyList<TRow>, IEnumerable<object>> values)
    {
        foreach (var family in cells.GroupBy(cell => cell.Family))
        {
            page.Text($"{family.Key}, seeds {string.Join(", ", family.Select(cell => cell.Seed))}.");
            page.Table(
                columns,
                family.SelectMany(cell => cell.Result).GroupBy(name).Select(rows => (object[])[rows.Key, .. values([.. rows])]));
        }
    }
}
