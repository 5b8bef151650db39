using Lana.Solvers.Modelling;

namespace Lana.Solvers.OrTools;

/// <summary>A row of a linear program over yes-or-no variables.</summary>
/// <param name="Terms">The coefficient of each variable that has one.</param>
/// <param name="Lower">The least value; minus infinity for none.</param>
/// <param name="Upper">The largest value; infinity for none.</param>
/// <param name="IsIntegral">Whether all coefficients and finite limits are integers.</param>
internal sealed record FormRow(
    List<(int Variable, double Coefficient)> Terms, double Lower, double Upper, bool IsIntegral = true);

/// <summary>A request as a linear program over yes-or-no variables, for any solver; side rules and pairs
/// included.</summary>
internal sealed class LinearForm
{
    private readonly SelectionModel _model;
    private readonly int[] _first;

    public LinearForm(SolveRequest request)
    {
        _model = request.Model;
        _first = new int[_model.Variables.Length];
        for (var v = 0; v < _first.Length; v++)
        {
            _first[v] = Objective.Count;
            Objective.AddRange(_model.Variables[v].Scores);
            ExactlyOne.Add([.. Enumerable.Range(_first[v], _model.Variables[v].Count)]);
        }

        AddCosts();
        AddOverlaps(request);
        AddRuns();
        AddDistinct();
        AddPairs();
    }

    /// <summary>The objective's coefficient of every yes-or-no variable.</summary>
    public List<double> Objective { get; } = [];

    /// <summary>For each choice, its options: exactly one is yes.</summary>
    public List<int[]> ExactlyOne { get; } = [];

    public List<FormRow> Rows { get; } = [];

    /// <summary>A row that no selection but this one breaks.</summary>
    public FormRow Without(int[] choice) =>
        new([.. choice.Select((o, v) => (_first[v] + o, 1.0))], double.NegativeInfinity, choice.Length - 1);

    public int[] Read(Func<int, bool> isYes)
    {
        var choice = new int[_first.Length];
        for (var v = 0; v < choice.Length; v++)
        {
            while (choice[v] < _model.Variables[v].Count - 1 && !isYes(_first[v] + choice[v]))
            {
                choice[v]++;
            }
        }

        return choice;
    }

    /// <summary>Which options a selection says yes to; helper variables are left to the solver.</summary>
    public IEnumerable<(int Variable, bool IsYes)> Describe(int[] choice) => choice.SelectMany(
        (o, v) => Enumerable.Range(0, _model.Variables[v].Count).Select(p => (_first[v] + p, p == o)));

    private void AddCosts()
    {
        for (var c = 0; c < _model.CostCount; c++)
        {
            if (!double.IsFinite(_model.Lower[c]) && !double.IsFinite(_model.Upper[c]))
            {
                continue;
            }

            var terms = _model.Variables.SelectMany((variable, v) =>
                variable.Costs[c].Select((cost, o) => (_first[v] + o, cost))).Where(term => term.cost != 0.0).ToList();
            Rows.Add(new FormRow(terms, _model.Lower[c], _model.Upper[c], IsIntegral: false));
        }
    }

    private void AddOverlaps(SolveRequest request)
    {
        foreach (var earlier in request.Earlier)
        {
            Rows.Add(new FormRow(
                [.. earlier.Select((o, v) => (o, v)).Where(choice => choice.o >= 0)
                    .Select(choice => (_first[choice.v] + choice.o, (double)_model.Variables[choice.v].Weight))],
                double.NegativeInfinity, request.OverlapLimit));
        }
    }

    // Of every longest + 1 neighbouring layers, one chooses something else.
    private void AddRuns()
    {
        foreach (var (operation, longest) in _model.Runs)
        {
            for (var start = 0; start + longest < _model.LayerCount; start++)
            {
                var terms = Enumerable.Range(start, longest + 1)
                    .Select(layer => Option(_model.VariableOfLayer[layer], operation)).ToList();
                if (terms.TrueForAll(variable => variable >= 0))
                {
                    Rows.Add(new FormRow(
                        [.. terms.GroupBy(x => x).Select(group => (group.Key, (double)group.Count()))],
                        double.NegativeInfinity, longest));
                }
            }
        }
    }

    private void AddDistinct()
    {
        if (_model.MaximumDistinct is not { } most)
        {
            return;
        }

        var used = new List<(int, double)>();
        for (var operation = 0; operation < _model.Operations.Length; operation++)
        {
            var uses = Enumerable.Range(0, _first.Length).Select(v => Option(v, operation)).Where(x => x >= 0).ToList();
            var isUsed = AddHelper();
            used.Add((isUsed, 1.0));
            Rows.AddRange(uses.Select(
                x => new FormRow([(x, 1.0), (isUsed, -1.0)], double.NegativeInfinity, 0.0)));
        }

        Rows.Add(new FormRow(used, double.NegativeInfinity, most));
    }

    // A helper is yes exactly where both options are; only the side that the objective pulls against needs a row.
    private void AddPairs()
    {
        foreach (var edge in _model.Edges)
        {
            foreach (var (o, p) in Combinations(edge))
            {
                var (x, y) = (_first[edge.First] + o, _first[edge.Second] + p);
                var both = AddHelper(edge.Terms[o, p]);
                if (edge.Terms[o, p] < 0.0)
                {
                    Rows.Add(new FormRow([(both, 1.0), (x, -1.0)], double.NegativeInfinity, 0.0));
                    Rows.Add(new FormRow([(both, 1.0), (y, -1.0)], double.NegativeInfinity, 0.0));
                }
                else
                {
                    Rows.Add(new FormRow([(x, 1.0), (y, 1.0), (both, -1.0)], double.NegativeInfinity, 1.0));
                }
            }
        }
    }

    private static IEnumerable<(int O, int P)> Combinations(PairEdge edge) =>
        from o in Enumerable.Range(0, edge.Terms.GetLength(0))
        from p in Enumerable.Range(0, edge.Terms.GetLength(1))
        where edge.Terms[o, p] != 0.0
        select (o, p);

    private int AddHelper(double objective = 0.0)
    {
        Objective.Add(objective);
        return Objective.Count - 1;
    }

    private int Option(int variable, int operation)
    {
        var o = Array.IndexOf(_model.Variables[variable].Operations, operation);
        return o < 0 ? -1 : _first[variable] + o;
    }
}
