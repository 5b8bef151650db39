namespace Lana.Solvers.Branching;

/// <summary>The minimum of the sum of the pair terms while variables are assigned and released.</summary>
internal sealed class SearchEdges
{
    private readonly PairEdge[] _edges;
    private readonly int[][] _edgesOf;
    private readonly double[] _least;
    private readonly double[][] _leastOfFirst;
    private readonly double[][] _leastOfSecond;
    private readonly int[] _assigned;

    public SearchEdges(SelectionModel model)
    {
        _edges = model.Edges;
        _assigned = new int[model.Variables.Length];
        Array.Fill(_assigned, -1);
        _edgesOf = [.. Enumerable.Range(0, model.Variables.Length).Select(v => Enumerable.Range(0, _edges.Length)
            .Where(e => _edges[e].First == v || _edges[e].Second == v).ToArray())];
        _leastOfFirst = Array.ConvertAll(_edges, edge => Least(edge, 0, (o, p) => edge.Terms[o, p]));
        _leastOfSecond = Array.ConvertAll(_edges, edge => Least(edge, 1, (p, o) => edge.Terms[o, p]));
        _least = Array.ConvertAll(_leastOfFirst, least => least.Min());
        Sum = _least.Sum();
    }

    public bool IsEmpty => _edges.Length == 0;

    /// <summary>The minimum of the sum of all pair terms, given the assigned variables.</summary>
    public double Sum { get; private set; }

    public void Assign(int variable, int option)
    {
        Sum += Change(variable, option);
        _assigned[variable] = option;
    }

    public void Release(int variable, double sumBefore)
    {
        _assigned[variable] = -1;
        Sum = sumBefore;
    }

    private double Change(int variable, int option)
    {
        var change = 0.0;
        foreach (var e in _edgesOf[variable])
        {
            var edge = _edges[e];
            var isFirst = edge.First == variable;
            var other = _assigned[isFirst ? edge.Second : edge.First];
            if (other < 0)
            {
                change += (isFirst ? _leastOfFirst[e][option] : _leastOfSecond[e][option]) - _least[e];
            }
            else if (isFirst)
            {
                change += edge.Terms[option, other] - _leastOfSecond[e][other];
            }
            else
            {
                change += edge.Terms[other, option] - _leastOfFirst[e][other];
            }
        }

        return change;
    }

    private static double[] Least(PairEdge edge, int side, Func<int, int, double> term) =>
        [.. Enumerable.Range(0, edge.Terms.GetLength(side)).Select(
            o => Enumerable.Range(0, edge.Terms.GetLength(1 - side)).Min(p => term(o, p)))];
}
