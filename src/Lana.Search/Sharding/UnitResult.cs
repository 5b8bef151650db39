using Lana.Pipeline;
using Lana.Pool;

namespace Lana.Sharding;

/// <summary>The result of a unit: <c>result.json</c>, which is written last.</summary>
/// <param name="Entries">What the pool holds of the candidates that were trained.</param>
/// <param name="Scores">The scores of the layer; null where the unit does not score.</param>
internal sealed record UnitResult(IReadOnlyList<PoolEntry> Entries, ScoreFile? Scores);
