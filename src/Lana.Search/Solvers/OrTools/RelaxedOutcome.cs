namespace Lana.Solvers.OrTools;

/// <summary>The answer of a solver whose selection may miss the limits by its own tolerance.</summary>
/// <param name="Choice">Its selection; null where it has none.</param>
/// <param name="Bound">Its lower bound; plus infinity where it proved that there is none.</param>
/// <param name="IsFinished">Whether it reached the gap that was asked for.</param>
internal sealed record RelaxedOutcome(int[]? Choice, double Bound, bool IsFinished);
