using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>The test, after each stage, whether a partial selection can still become the best at some budget.</summary>
/// <remarks>At a price p the relaxation bounds every selection of cost B from below by m(p) − p·B, m being the sum over
/// classes of the least score + p·cost. A partial selection (c, s) over the first classes adds its own excess
/// s + p·c − m_first(p). Where the lead of the best selection over the relaxation at every budget with price p is at
/// most g(p), a label is useful only if its excess is at most g(p) at one of the prices, that is
/// s ≤ max over p of m_first(p) + g(p) − p·c: an envelope of falling lines in c.</remarks>
internal sealed class UsefulLabels
{
    private readonly KnapsackClass[] _classes;
    private readonly double[] _prices;
    private readonly double[] _leads;
    private readonly double[] _least;
    private readonly double _noise;
    private int _stages;

    public UsefulLabels(KnapsackClass[] classes, HullSegment[] segments, FrontierLeads leads)
    {
        _classes = classes;
        _prices = [.. segments.Select(segment => segment.Efficiency), 0.0];
        _leads = [.. leads.Values];
        _least = new double[_prices.Length];
        _noise = 1e-12 * (classes.Sum(c => c.Scores[0] - c.Scores[^1]) + 1e-300);
    }

    /// <summary>The envelope after a stage; stages are requested in order.</summary>
    public LineEnvelope AfterStage(int stage)
    {
        while (_stages <= stage)
        {
            AddClass(_classes[_stages++], _least);
        }

        return Envelope(_least);
    }

    /// <summary>The items of a class that can be part of a best selection, tested as if the class were the first.</summary>
    public int[] ItemsOf(int stage)
    {
        var least = new double[_prices.Length];
        var group = _classes[stage];
        AddClass(group, least);
        var envelope = Envelope(least);
        return [.. Enumerable.Range(0, group.Count)
            .Where(j => group.Scores[j] - group.Scores[0] <= envelope.At(group.Costs[j] - group.Costs[0]))];
    }

    private LineEnvelope Envelope(double[] least)
    {
        var envelope = new LineEnvelope();
        for (var t = 0; t < _prices.Length; t++)
        {
            envelope.Add(-_prices[t], least[t] + _leads[t] + _noise);
        }

        return envelope;
    }

    // Prices descend, so that the least item moves along the hull.
    private void AddClass(KnapsackClass group, double[] least)
    {
        var at = 0;
        for (var t = 0; t < _prices.Length; t++)
        {
            while (at + 1 < group.Hull.Length && Value(group, at + 1, _prices[t]) <= Value(group, at, _prices[t]))
            {
                at++;
            }

            least[t] += Value(group, at, _prices[t]);
        }
    }

    private static double Value(KnapsackClass group, int hull, double price) =>
        group.Scores[group.Hull[hull]] - group.Scores[0] + (price * (group.Costs[group.Hull[hull]] - group.Costs[0]));
}
