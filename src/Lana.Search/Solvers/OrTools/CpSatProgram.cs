using Google.OrTools.Sat;

namespace Lana.Solvers.OrTools;

/// <summary>A request as an integer program over Boolean variables, including side rules and pair terms.</summary>
/// <remarks>Costs are scaled and rounded towards feasibility, so that no selection within the limits is lost. Their
/// coefficients stay below 2^30: with 1e11 and more the presolve of OR-Tools 9.15 was seen to lose optimal solutions.
/// Scores are scaled so that rounding moves a sum by less than 1e-10 of the problem's scale.</remarks>
internal sealed class CpSatProgram
{
    private const double MaxCoefficient = 1 << 30;

    private readonly SelectionModel _model;
    private readonly double _scale;
    private readonly List<BoolVar> _variables = [];
    private readonly List<long> _objective = [];

    // [variable of the model][option].
    private readonly BoolVar[][] _options;

    public CpSatProgram(SolveRequest request)
    {
        _model = request.Model;
        _scale = 1e12 / Math.Max(_model.Scale, 1e-300);
        _options = Array.ConvertAll(_model.Variables, variable => Array.ConvertAll(variable.Scores, AddVariable));
        foreach (var options in _options)
        {
            Program.AddExactlyOne(options);
        }

        for (var c = 0; c < _model.CostCount; c++)
        {
            AddCost(c);
        }

        foreach (var earlier in request.Earlier)
        {
            AddAtMost(request.OverlapLimit, [.. earlier.Select((o, v) => (o, v)).Where(chosen => chosen.o >= 0)
                .Select(chosen => (_options[chosen.v][chosen.o], (long)_model.Variables[chosen.v].Weight))]);
        }

        AddRuns();
        AddDistinct();
        AddPairs();
        Program.Minimize(LinearExpr.WeightedSum(_variables, _objective));
        if (request.Hint is { } hint)
        {
            AddHint(hint);
        }
    }

    public CpModel Program { get; } = new();

    /// <summary>Adds a row that excludes exactly this selection.</summary>
    public void Exclude(int[] choice) =>
        AddAtMost(choice.Length - 1, [.. choice.Select((o, v) => (_options[v][o], 1L))]);

    public SolveOutcome Read(CpSolver solver)
    {
        var rounding = 0.5 * _options.Length;
        return new SolveOutcome(
            Array.ConvertAll(_options, options => Array.FindIndex(options, solver.BooleanValue)),
            (solver.BestObjectiveBound - rounding) / _scale);
    }

    private BoolVar AddVariable(double score)
    {
        _variables.Add(Program.NewBoolVar($"x{_variables.Count}"));
        _objective.Add((long)Math.Round(score * _scale));
        return _variables[^1];
    }

    private void AddHint(int[] hint)
    {
        foreach (var (v, options) in _options.Index())
        {
            foreach (var (o, option) in options.Index())
            {
                Program.AddHint(option, o == hint[v] ? 1 : 0);
            }
        }
    }

    private void AddAtMost(long limit, params (BoolVar Variable, long Weight)[] terms) => Program.Add(
        LinearExpr.WeightedSum(terms.Select(term => term.Variable), terms.Select(term => term.Weight)) <= limit);

    private void AddCost(int c)
    {
        var terms = _model.Variables
            .SelectMany((variable, v) => variable.Costs[c].Select((cost, o) => (Variable: _options[v][o], Cost: cost)))
            .Where(term => term.Cost != 0.0).ToList();
        var scale = terms.Count == 0
            ? 1.0
            : MaxCoefficient / Math.Max(1e-300, terms.Max(term => Math.Abs(term.Cost)));
        LinearExpr Sum(Func<double, double> round) => LinearExpr.WeightedSum(
            terms.Select(term => term.Variable), terms.Select(term => (long)round(term.Cost * scale)));
        if (double.IsFinite(_model.Upper[c]))
        {
            Program.Add(Sum(Math.Floor) <= ToLimit(Math.Floor(_model.Upper[c] * scale)));
        }

        if (double.IsFinite(_model.Lower[c]))
        {
            Program.Add(Sum(Math.Ceiling) >= ToLimit(Math.Ceiling(_model.Lower[c] * scale)));
        }
    }

    private static long ToLimit(double value) => (long)Math.Clamp(value, -4e18, 4e18);

    // Of every maxLength + 1 neighbouring layers, at least one chooses another operation.
    private void AddRuns()
    {
        foreach (var (operation, maxLength) in _model.Runs)
        {
            for (var start = 0; start + maxLength < _model.LayerCount; start++)
            {
                var variables = _model.VariableOfLayer.AsSpan(start, maxLength + 1).ToArray();
                if (Array.TrueForAll(variables, v => OptionOf(v, operation) is not null))
                {
                    AddAtMost(maxLength, [.. variables.GroupBy(v => v)
                        .Select(group => (OptionOf(group.Key, operation)!, (long)group.Count()))]);
                }
            }
        }
    }

    private void AddDistinct()
    {
        if (_model.MaxDistinct is not { } maxDistinct)
        {
            return;
        }

        var used = new List<(BoolVar, long)>();
        for (var operation = 0; operation < _model.Operations.Length; operation++)
        {
            var isUsed = AddVariable(0.0);
            used.Add((isUsed, 1));
            foreach (var use in Enumerable.Range(0, _options.Length).Select(v => OptionOf(v, operation)).OfType<BoolVar>())
            {
                AddAtMost(0, (use, 1), (isUsed, -1));
            }
        }

        AddAtMost(maxDistinct, [.. used]);
    }

    // A helper is true exactly if both options are; only the direction that the objective does not enforce needs a row.
    private void AddPairs()
    {
        foreach (var (first, second, terms) in _model.Edges)
        {
            for (var o = 0; o < terms.GetLength(0); o++)
            {
                for (var p = 0; p < terms.GetLength(1); p++)
                {
                    if (terms[o, p] != 0.0)
                    {
                        AddPair(_options[first][o], _options[second][p], terms[o, p]);
                    }
                }
            }
        }
    }

    private void AddPair(BoolVar x, BoolVar y, double score)
    {
        var both = AddVariable(score);
        if (score < 0.0)
        {
            AddAtMost(0, (both, 1), (x, -1));
            AddAtMost(0, (both, 1), (y, -1));
        }
        else
        {
            AddAtMost(1, (x, 1), (y, 1), (both, -1));
        }
    }

    private BoolVar? OptionOf(int variable, int operation) =>
        Array.IndexOf(_model.Variables[variable].Operations, operation) is >= 0 and var o ? _options[variable][o] : null;
}
