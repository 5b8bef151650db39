using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Proposes selections within the budget for a round of trials.</summary>
internal sealed class SelectionProposer
{
    // Fine-tuning repairs the removal of a layer better than other changes; how much better is not known.
    private static readonly double[] Discounts = [0.5, 0.25, 0.1, 0.03];

    // Scores of zero could not be varied.
    private const double LeastScore = 3e-3;

    private const double FirstNoise = 1.0;
    private const double LaterNoise = 0.3;

    /// <summary>The number of random selections that are ranked for each one that is proposed.</summary>
    public const int DrawsPerProposal = 3;

    /// <summary>The number of selections in the first round that are not random.</summary>
    public static int FixedProposals => 1 + Discounts.Length;

    private readonly TrialSearchInputs _inputs;
    private readonly NetworkTrials _networks;
    private readonly SelectionSearch _search;
    private readonly ScoreTable _scores;
    private readonly double _limitMs;
    private readonly CostTable _latencies;

    public SelectionProposer(TrialSearchInputs inputs, NetworkTrials networks, StageContext context)
    {
        (_inputs, _networks, _scores) = (inputs, networks, inputs.Selection.Scores.Value);
        _search = new SelectionSearch(inputs.Selection, context);
        var limits = _search.Around(inputs.Start);
        (_limitMs, _latencies) = (limits.PredictedMs, limits.Predictor.ToCostTable(limits.PredictedMs));
    }

    /// <summary>Proposes diverse selections: the start, the solutions with cheaper removals, and the random ones around
    /// them with the best assembled loss.</summary>
    public async Task<IReadOnlyList<SelectionProposal>> BeginAsync()
    {
        var random = new SplitMix64(_inputs.Selection.Seed);
        var count = _inputs.Options.Trials;
        var found = new List<Selection> { _inputs.Start.Selection };
        foreach (var discount in Discounts)
        {
            Add(found, Vary(ref random, discount, noise: 0.0));
        }

        var drawn = new List<Selection>();
        for (var draw = 0; draw < DrawsPerProposal * count; draw++)
        {
            Add(drawn, Vary(ref random, Discount(ref random), FirstNoise));
        }

        var fixedOnes = await RankAsync([.. found.Take(count)]).ConfigureAwait(false);
        var best = await RankAsync([.. drawn.Except(found)]).ConfigureAwait(false);
        return [.. fixedOnes, .. best.OrderBy(proposal => proposal.RankedLoss).Take(count - fixedOnes.Count)];
    }

    /// <summary>Proposes the selections that earlier trials predict to be the best. They are found by the program with
    /// scores fitted to the trials, with scores fitted to random samples of the trials (which disagree where little is
    /// known), and with varied scores.</summary>
    /// <returns>Selections that could become finalists; none if no such selection is predicted to be as good as the
    /// present ones.</returns>
    public async Task<IReadOnlyList<SelectionProposal>> ContinueAsync(
        TrialLossModel model, IReadOnlyList<SelectionTrial> earlier, ulong seed)
    {
        var random = new SplitMix64(seed);
        var found = new List<Selection>();
        Add(found, Solve(model.Scores(_scores)));
        for (var draw = 0; draw < DrawsPerProposal * _inputs.Options.TrialsPerRound; draw++)
        {
            if (TrialLossModel.Fit(_inputs.Traits, Resample(earlier, ref random)) is { } other)
            {
                Add(found, Solve(Vary(other.Scores(_scores), ref random)));
            }

            Add(found, Vary(ref random, Discount(ref random), LaterNoise));
        }

        var tried = earlier.Select(trial => trial.Selection).ToHashSet();
        var proposals = await RankAsync([.. found.Where(selection => !tried.Contains(selection))]).ConfigureAwait(false);
        double Predict(SelectionProposal proposal) => model.Predict(proposal.Selection, proposal.RankedLoss);
        var limit = earlier
            .Select(trial => model.Predict(trial.Selection, trial.RankedLoss))
            .Order()
            .ElementAt(Math.Min(_inputs.Options.Finalists, earlier.Count) - 1);
        return
        [
            .. proposals
                .Where(proposal => Predict(proposal) <= limit)
                .OrderBy(Predict)
                .Take(_inputs.Options.TrialsPerRound),
        ];
    }

    // The bootstrap of Efron (1979).
    private static SelectionTrial[] Resample(IReadOnlyList<SelectionTrial> trials, ref SplitMix64 random)
    {
        var sample = new SelectionTrial[trials.Count];
        for (var index = 0; index < sample.Length; index++)
        {
            sample[index] = trials[random.NextInt(trials.Count)];
        }

        return sample;
    }

    private static List<ScoreEntry> Vary(IEnumerable<ScoreEntry> entries, ref SplitMix64 random)
    {
        var varied = new List<ScoreEntry>();
        foreach (var entry in entries)
        {
            varied.Add(entry with { Score = entry.Score * Math.Exp(LaterNoise * Normal(ref random)) });
        }

        return varied;
    }

    private async Task<IReadOnlyList<SelectionProposal>> RankAsync(IReadOnlyList<Selection> selections)
    {
        var losses = await _networks.RankAsync(selections).ConfigureAwait(false);
        return [.. selections.Zip(losses, (selection, loss) => new SelectionProposal(selection, loss))];
    }

    private static double Discount(ref SplitMix64 random) =>
        random.NextInt(Discounts.Length + 1) is var index and > 0 ? Discounts[index - 1] : 1.0;

    private Selection? Vary(ref SplitMix64 random, double discount, double noise)
    {
        var varied = new List<ScoreEntry>();
        foreach (var entry in _scores.Entries)
        {
            var factor = Math.Exp(noise * Normal(ref random))
                * (entry.Key.Operation == Operation.Identity.Name ? discount : 1.0);
            varied.Add(entry.Key.Operation == Operation.TeacherName || !double.IsFinite(entry.Score)
                ? entry
                : entry with { Score = (Math.Max(0.0, entry.Score) + LeastScore) * factor });
        }

        return Solve(varied);
    }

    private Selection? Solve(IEnumerable<ScoreEntry> entries) => _search.SolveOnce(
        new ScoreTable(_scores.Unit, _scores.Origin, entries), _latencies, _limitMs);

    private static void Add(List<Selection> selections, Selection? selection)
    {
        if (selection is not null && !selections.Contains(selection))
        {
            selections.Add(selection);
        }
    }

    // Box and Muller.
    private static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
