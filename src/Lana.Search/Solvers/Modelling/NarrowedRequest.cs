namespace Lana.Solvers.Modelling;

/// <summary>A request with only some options of each variable, at least one.</summary>
internal sealed class NarrowedRequest
{
    private readonly SolveRequest _original;
    private readonly int[][] _kept;

    public NarrowedRequest(SolveRequest original, int[][] kept)
    {
        (_original, _kept) = (original, kept);
        var model = original.Model;

        // Not a copy: the tolerance is that of the scores that are left.
        Request = new SolveRequest(
            model with
            {
                Variables = [.. model.Variables.Select((variable, v) => variable.Keep(kept[v]))],
                Edges = Array.ConvertAll(model.Edges, edge => edge.Keep(kept[edge.First], kept[edge.Second])),
            },
            [.. original.Earlier.Select(Map)],
            original.OverlapLimit,
            original.Gap,
            original.Hint is { } hint && Array.TrueForAll(Map(hint), o => o >= 0) ? Map(hint) : null,
            original.Bound);
    }

    /// <summary>The request to solve instead.</summary>
    public SolveRequest Request { get; }

    public int[] Restore(int[] choice) => [.. choice.Select((o, v) => _kept[v][o])];

    /// <summary>Translates the answer to the options of the original request, which may have a better hint.</summary>
    public SolveOutcome Restore(SolveOutcome outcome) => outcome.IsInfeasible
        ? outcome
        : outcome with { Choice = _original.Better(outcome.Choice is { } choice ? Restore(choice) : null, _original.Hint) };

    private int[] Map(int[] choice) => [.. choice.Select((o, v) => Array.IndexOf(_kept[v], o))];
}
