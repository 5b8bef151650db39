namespace Lana.Solvers.Modelling;

/// <summary>A request with only some options of each variable.</summary>
internal sealed class NarrowedRequest
{
    private readonly int[][] _kept;

    /// <summary>Creates the request.</summary>
    /// <param name="original">The request with all options.</param>
    /// <param name="kept">The options to keep, at least one of each variable.</param>
    public NarrowedRequest(SolveRequest original, int[][] kept)
    {
        _kept = kept;
        var model = original.Model;
        Request = original with
        {
            Model = model.With([.. model.Variables.Select((variable, v) => variable.Keep(kept[v]))]),
            Earlier = [.. original.Earlier.Select(Map)],
            Hint = original.Hint is { } hint && Array.TrueForAll(Map(hint), o => o >= 0) ? Map(hint) : null,
        };
    }

    /// <summary>The request to solve instead; earlier selections have -1 where their option was dropped.</summary>
    public SolveRequest Request { get; }

    public int[] Restore(int[] choice) => [.. choice.Select((o, v) => _kept[v][o])];

    private int[] Map(int[] choice) => [.. choice.Select((o, v) => Array.IndexOf(_kept[v], o))];
}
