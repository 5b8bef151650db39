namespace Lana.Selection.Solving.OrTools;

/// <summary>A solver that may answer with a selection that misses the limits by its own tolerance.</summary>
internal interface IRelaxedBackend
{
    RelaxedOutcome Solve(SolveRequest request, LinearForm form, StopSignal stop);
}

/// <summary>What such a solver says.</summary>
/// <param name="Choice">Its selection; null where it has none.</param>
/// <param name="Bound">Its lower bound; plus infinity where it proved that there is none.</param>
/// <param name="IsFinished">Whether it reached the gap that was asked for.</param>
internal sealed record RelaxedOutcome(int[]? Choice, double Bound, bool IsFinished);
