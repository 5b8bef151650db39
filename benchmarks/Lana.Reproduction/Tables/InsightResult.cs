namespace Lana.Reproduction.Tables;

/// <summary>The composition of selections.</summary>
/// <param name="Columns">The best selection, layer by layer.</param>
/// <param name="Families">The share of layers of each family of operations over all selections.</param>
/// <param name="Selections">The number of selections.</param>
internal sealed record InsightResult(
    IReadOnlyList<InsightColumn> Columns, IReadOnlyDictionary<string, double> Families, int Selections);
