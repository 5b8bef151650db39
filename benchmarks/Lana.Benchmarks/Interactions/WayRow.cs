namespace Lana.Benchmarks.Interactions;

/// <summary>One way to choose, at one budget.</summary>
/// <param name="Share">The budget as a share of the teacher's multiply-accumulates.</param>
/// <param name="Way">How it was chosen.</param>
/// <param name="ChosenBy">The loss on the images that it was chosen by.</param>
/// <param name="Judgement">How good it is.</param>
/// <param name="Networks">Networks that were assembled and run to choose it.</param>
/// <param name="Cost">What choosing took, all steps before it counted, scoring not.</param>
internal sealed record WayRow(
    double Share, string Way, double ChosenBy, Judgement Judgement, int Networks, Cost Cost);
