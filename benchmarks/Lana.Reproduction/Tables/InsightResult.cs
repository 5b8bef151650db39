namespace Lana.Reproduction.Tables;

/// <summary>What selections look like.</summary>
/// <param name="Columns">The best selection, layer by layer.</param>
/// <param name="Families">The share of layers each family of operations has over all selections.</param>
/// <param name="Selections">How many there were.</param>
internal sealed record InsightResult(
    IReadOnlyList<InsightColumn> Columns, IReadOnlyDictionary<string, double> Families, int Selections);
