using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>An estimate of how far a best selection may be above the relaxation, for each price.</summary>
/// <remarks>If everything within an estimate was searched and the selections found stay within it, nothing better was
/// missed: it would have been within the estimate too.</remarks>
internal sealed class FrontierLeads
{
    private const double Growth = 4.0;

    private readonly HullSegment[] _segments;
    private readonly double[] _values;

    /// <summary>Begins with the same estimate at every price.</summary>
    public FrontierLeads(HullSegment[] segments, double guess)
    {
        _segments = segments;
        _values = new double[segments.Length + 1];
        Array.Fill(_values, guess);
    }

    /// <summary>The leads by price: those of the segments, then the one at price 0.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Compares the leads with those of the selections found: lowers the leads that held and raises the
    /// others.</summary>
    /// <returns>True if all leads held.</returns>
    public bool Learn(LabelList found)
    {
        var actual = LeadsOf(found);
        var held = true;
        for (var t = 0; t < _values.Length; t++)
        {
            held &= actual[t] <= _values[t];
            _values[t] = actual[t] <= _values[t] ? actual[t] : Math.Min(actual[t], Growth * _values[t]);
        }

        return held;
    }

    /// <summary>Replaces the leads by those of the selections found, however large.</summary>
    public void Adopt(LabelList found) => LeadsOf(found).CopyTo(_values, 0);

    // Between two corners of the relaxation its price is one; the lead is largest just before the known score falls.
    private double[] LeadsOf(LabelList known)
    {
        var leads = new double[_values.Length];
        var (cost, score, label) = (0.0, 0.0, 0);
        for (var t = 0; t < _segments.Length; t++)
        {
            var end = cost + _segments[t].Cost;
            var lead = 0.0;
            for (var from = cost; ; from = known.Costs[label])
            {
                while (label + 1 < known.Count && known.Costs[label + 1] <= from)
                {
                    label++;
                }

                var next = label + 1 < known.Count ? Math.Min(end, known.Costs[label + 1]) : end;
                lead = Math.Max(lead, known.Scores[label] - (score - (_segments[t].Efficiency * (next - cost))));
                if (next >= end)
                {
                    break;
                }

                label++;
            }

            leads[t] = lead;
            (cost, score) = (end, score - _segments[t].Gain);
        }

        return leads;
    }
}
