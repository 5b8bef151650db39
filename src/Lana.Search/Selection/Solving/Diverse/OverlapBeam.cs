using System.Numerics;

namespace Lana.Selection.Solving.Diverse;

/// <summary>Rounds the relaxation's fractional selection, variable after variable, along the most promising
/// roundings.</summary>
/// <remarks>The fractional selection keeps every row. Fixing a variable shifts the cost and the overlaps that the rest
/// of it
/// predicts; a rounding is judged by its reduced costs, by what is left of rows that have a price, and by a penalty for
/// what
/// goes beyond them. Only a heuristic: how good its answer is says a bound from elsewhere.</remarks>
internal sealed class OverlapBeam
{
    private const int MostFound = 200;

    private readonly SolveRequest _request;
    private readonly BeamRow[] _rows;
    private readonly double[][] _reduced;
    private readonly float[][][] _shifts;
    private readonly float[] _above;
    private readonly float[] _below;
    private readonly int _stride;
    private readonly int _width;
    private readonly int[] _order;

    private OverlapBeam(SolveRequest request, double[][] reduced, BeamRow[] rows, BeamPlan plan)
    {
        (_request, _reduced, _rows, _width) = (request, reduced, rows, plan.Width);
        _order = plan.OrderOf(request.Model.Variables.Length);
        _stride = (rows.Length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _above = Pad(row => row.PriceAbove);
        _below = Pad(row => -row.PriceBelow);
        _shifts = [.. request.Model.Variables.Select((variable, v) => Enumerable.Range(0, variable.Count)
            .Select(o => Pad(row => row.Shift(v, o))).ToArray())];
    }

    /// <summary>Searches.</summary>
    /// <param name="request">The request, narrowed to promising options.</param>
    /// <param name="reduced">The reduced costs of its options.</param>
    /// <param name="rows">The limited cost and the overlaps.</param>
    /// <param name="plan">How many roundings are followed at a time, and the order of variables.</param>
    /// <param name="stop">Ends the search early, without an answer.</param>
    /// <returns>Roundings that keep the rules, the most promising first.</returns>
    public static List<int[]> Search(
        SolveRequest request, double[][] reduced, BeamRow[] rows, BeamPlan plan, StopSignal stop) =>
        new OverlapBeam(request, reduced, rows, plan).Run(stop);

    private List<int[]> Run(StopSignal stop)
    {
        var variables = _request.Model.Variables;
        var stages = new (int[] Parents, int[] Options)[variables.Length];
        var current = new BeamStage(_stride, 1);
        Pad(row => row.Start).CopyTo(current.Positions, 0);
        current.Count = 1;
        for (var depth = 0; depth < variables.Length; depth++)
        {
            if (stop.IsSet)
            {
                return [];
            }

            (current, stages[depth]) = Extend(current, _order[depth]);
        }

        return Conclude(current, stages);
    }

    private (BeamStage Next, (int[] Parents, int[] Options) Way) Extend(BeamStage from, int v)
    {
        var options = _request.Model.Variables[v].Count;
        var total = from.Count * options;
        var values = new float[total];
        var order = new int[total];
        for (var child = 0; child < total; child++)
        {
            var (parent, o) = (child / options, child % options);
            order[child] = child;
            values[child] = from.Weights[parent] + (float)_reduced[v][o]
                + Judge(from.Positions.AsSpan(parent * _stride, _stride), _shifts[v][o]);
        }

        Array.Sort(values, order);
        var next = new BeamStage(_stride, Math.Min(total, _width)) { Count = Math.Min(total, _width) };
        var way = (Parents: new int[next.Count], Options: new int[next.Count]);
        for (var i = 0; i < next.Count; i++)
        {
            var (parent, o) = (order[i] / options, order[i] % options);
            (way.Parents[i], way.Options[i]) = (parent, o);
            next.Weights[i] = from.Weights[parent] + (float)_reduced[v][o];
            var to = next.Positions.AsSpan(i * _stride, _stride);
            var position = from.Positions.AsSpan(parent * _stride, _stride);
            for (var r = 0; r < _stride; r++)
            {
                to[r] = position[r] + _shifts[v][o][r];
            }
        }

        return (next, way);
    }

    // Above its limit a row costs one price, below it another; the larger of both lines is the right one.
    private float Judge(ReadOnlySpan<float> positions, float[] shifts)
    {
        var sum = Vector<float>.Zero;
        for (var r = 0; r < _stride; r += Vector<float>.Count)
        {
            var at = new Vector<float>(positions[r..]) + new Vector<float>(shifts, r);
            sum += Vector.Max(at * new Vector<float>(_above, r), at * new Vector<float>(_below, r));
        }

        return Vector.Sum(sum);
    }

    private List<int[]> Conclude(BeamStage last, (int[] Parents, int[] Options)[] stages)
    {
        var found = new List<int[]>();
        for (var state = 0; state < last.Count && found.Count < MostFound; state++)
        {
            var choice = Trace(stages, state);
            if (_request.Model.IsFeasible(choice, _request.Earlier, _request.OverlapLimit))
            {
                found.Add(choice);
            }
        }

        return found;
    }

    private int[] Trace((int[] Parents, int[] Options)[] stages, int state)
    {
        var choice = new int[stages.Length];
        for (var depth = stages.Length - 1; depth >= 0; depth--)
        {
            choice[_order[depth]] = stages[depth].Options[state];
            state = stages[depth].Parents[state];
        }

        return choice;
    }

    private float[] Pad(Func<BeamRow, double> value)
    {
        var padded = new float[_stride];
        for (var r = 0; r < _rows.Length; r++)
        {
            padded[r] = (float)value(_rows[r]);
        }

        return padded;
    }

    private sealed class BeamStage(int stride, int capacity)
    {
        public float[] Positions { get; } = new float[stride * capacity];

        public float[] Weights { get; } = new float[capacity];

        public int Count { get; set; }
    }
}
