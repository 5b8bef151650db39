namespace Lana.Solvers;

/// <summary>One call of the selector: solution after solution, each given the ones before it.</summary>
internal sealed class SelectionRun
{
    private readonly SelectionProblem _problem;
    private readonly SelectionOptions _options;
    private readonly StopSignal _stop;
    private readonly SelectionModel _model;
    private readonly ExactSolver _solver;
    private readonly SolutionVerifier _verifier;
    private readonly List<int[]> _choices = [];
    private readonly List<SelectionSolution> _solutions = [];
    private double _bound = double.NegativeInfinity;

    public SelectionRun(SelectionProblem problem, SelectionOptions options, ExactSolver solver, StopSignal stop)
    {
        (_problem, _options, _solver, _stop) = (problem, options, solver, stop);
        _model = ModelCompiler.Compile(problem);
        _verifier = new SolutionVerifier(problem, _model);
    }

    public SelectionResult Run(IProgress<LanaProgress>? progress)
    {
        var overlapLimit = OverlapLimit(_problem.Layers.Count, _options.Overlap);
        while (_choices.Count < _options.Solutions && !_stop.IsSet)
        {
            var gap = _choices.Count == 0 ? 0.0 : _options.Gap;
            var outcome = _solver.Solve(new SolveRequest(_model, _choices, overlapLimit, gap, Bound: _bound), _stop);
            if (outcome.IsInfeasible)
            {
                return _choices.Count == 0 ? Infeasible() : Conclude(isExhausted: true);
            }

            if (outcome.Choice is not { } choice)
            {
                break;
            }

            // Another overlap row can only raise the optimum: a bound also holds for every later solution.
            _bound = Math.Max(_bound, outcome.Bound);
            _solutions.Add(_verifier.Verify(choice, outcome.Bound));
            _choices.Add(choice);
            var left = (_options.Solutions - _choices.Count) * (_stop.Elapsed / _choices.Count);
            progress?.Report(new LanaProgress("selecting", _choices.Count, _options.Solutions, left));
        }

        return Conclude(isExhausted: false);
    }

    public static int OverlapLimit(int layers, double overlap) => (int)Math.Floor((overlap * layers) + 1e-9);

    private SelectionResult Infeasible() => new(
        SelectionStatus.Infeasible,
        [],
        new InfeasibilityExplainer(_problem, _model, _solver, _stop).Explain(),
        _problem.Warnings);

    private SelectionResult Conclude(bool isExhausted)
    {
        var isComplete = isExhausted || _choices.Count == _options.Solutions;
        var status = !isComplete || (_stop.IsSet && _solutions.Exists(s => s.Gap > _options.Gap))
            ? SelectionStatus.TimedOut
            : _solutions.TrueForAll(solution => solution.Gap == 0.0) ? SelectionStatus.Optimal : SelectionStatus.Feasible;
        return new SelectionResult(status, _solutions.AsReadOnly(), null, _problem.Warnings, isExhausted);
    }
}
