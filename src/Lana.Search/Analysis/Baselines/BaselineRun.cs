namespace Lana.Analysis.Baselines;

/// <summary>The state that the baselines share: the compiled problem, the networks offered so far and the result.</summary>
internal sealed class BaselineRun
{
    private readonly SelectionProblem _problem;
    private readonly IProgress<LanaProgress>? _progress;
    private readonly StopSignal _stop;
    private readonly PriorityQueue<int[], double> _offers = new();

    public BaselineRun(
        SelectionProblem problem, SelectionOptions options, IProgress<LanaProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Options = Check(options);
        (_problem, _progress) = (problem, progress);
        _stop = new StopSignal(TimeProvider.System, Options.TimeLimit, cancellation);
        Model = ModelCompiler.Compile(problem);
    }

    public SelectionModel Model { get; }

    public SelectionOptions Options { get; }

    public bool IsStopped => _stop.IsSet;

    public bool IsEmpty => Model.HasEmptyVariable;

    public static SelectionOptions Check(SelectionOptions? options) =>
        new SelectionOptionsValidator().Require(options ?? new SelectionOptions());

    /// <summary>Records a network if it keeps the rules, and returns true if it does.</summary>
    public bool Offer(int[] choice)
    {
        var isFeasible = !IsEmpty && Model.IsFeasible(choice);
        if (isFeasible)
        {
            _offers.Enqueue((int[])choice.Clone(), Model.Objective(choice));
        }

        return isFeasible;
    }

    /// <summary>The sum of an option's costs, each as a share of its maximum.</summary>
    public double Excess(int variable, int option)
    {
        var sum = 0.0;
        for (var c = 0; c < Model.CostCount; c++)
        {
            // An infinite maximum adds 0.
            sum += Model.Variables[variable].Costs[c][option] / Math.Max(Model.Upper[c], 1e-300);
        }

        return sum;
    }

    public int Cheapest(int variable) => Model.Variables[variable].Count == 0 ? 0 : Enumerable
        .Range(0, Model.Variables[variable].Count).MinBy(o => Excess(variable, o));

    /// <summary>Draws a random network and repairs it until it meets the maxima.</summary>
    public int[] Draw(ref SplitMix64 random)
    {
        var choice = new int[Model.Variables.Length];
        for (var v = 0; v < choice.Length; v++)
        {
            choice[v] = random.NextBelow(Model.Variables[v].Count);
        }

        Repair(choice, ref random);
        return choice;
    }

    /// <summary>Moves random layers to cheaper operations, finally the cheapest, until the maxima are met.</summary>
    public void Repair(int[] choice, ref SplitMix64 random)
    {
        for (var attempt = 0; attempt < 20 * choice.Length && !Model.MeetsLimits(choice); attempt++)
        {
            var v = random.NextBelow(choice.Length);
            var option = random.NextBelow(Model.Variables[v].Count);
            if (attempt >= 10 * choice.Length)
            {
                option = Cheapest(v);
            }

            choice[v] = Excess(v, option) < Excess(v, choice[v]) ? option : choice[v];
        }
    }

    /// <summary>Returns the best networks that keep the overlap, best first; no bound is known.</summary>
    public SelectionResult Conclude()
    {
        var verifier = new SolutionVerifier(_problem, Model);
        var limit = SelectionRun.OverlapLimit(_problem.Layers.Count, Options.Overlap);
        var taken = new List<int[]>();
        while (taken.Count < Options.Solutions && _offers.TryDequeue(out var choice, out _))
        {
            if (taken.TrueForAll(other => Model.Overlap(choice, other) <= limit))
            {
                taken.Add(choice);
                _progress?.Report(new LanaProgress("selecting", taken.Count, Options.Solutions));
            }
        }

        var status = taken.Count == 0 || IsStopped ? SelectionStatus.TimedOut : SelectionStatus.Feasible;
        var solutions = taken.ConvertAll(choice => verifier.Verify(choice, double.NegativeInfinity)).AsReadOnly();
        return new SelectionResult(status, solutions, null, _problem.Warnings);
    }
}
