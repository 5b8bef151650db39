using System.Diagnostics;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Reproduction.Setup;
using Lana.Selections;

namespace Lana.Reproduction.Peers;

/// <summary>Compares random networks near a budget by one epoch of fine-tuning, in the time that Lana's search took, and
/// fine-tunes the best.</summary>
internal sealed class RandomHalving(Experiment experiment, PreparedPool pool, PeerTuner tuner)
{
    private const int LeastTrials = 4;

    /// <summary>Compares networks of the teacher's layers with random layers left out.</summary>
    public Task<PeerOutcome> RemoveAsync(double budget, PeerRow? lana, CancellationToken cancellationToken) => MakeAsync(
        PeerSeries.RandomRemovals,
        budget,
        lana,
        candidate => candidate.Operation == Operation.Identity,
        cancellationToken);

    /// <summary>Compares networks of any operations of Lana's pool; the time to measure and train the pool is
    /// included.</summary>
    public async Task<PeerOutcome> SelectAsync(double budget, PeerRow? lana, CancellationToken cancellationToken)
    {
        var outcome = await MakeAsync(
            PeerSeries.RandomSelections, budget, lana, candidate => !candidate.IsTeacher, cancellationToken);
        var prepared = lana?.StageSeconds is { } stages
            ? stages.GetValueOrDefault(LanaStudent.Table) + stages.GetValueOrDefault(LanaStudent.Pretraining)
            : 0.0;
        return outcome.Row is { } row
            ? PeerOutcome.Of(row with { Seconds = row.Seconds + prepared })
            : outcome;
    }

    private Task<PeerOutcome> MakeAsync(
        string series, double budget, PeerRow? lana, Func<Candidate, bool> isAllowed, CancellationToken cancellationToken)
    {
        var seconds = LanaStudent.SearchSeconds(lana);
        var draws = new RandomDraws(
            experiment, pool, new RandomWalk(pool.Table, pool.Candidates.Where(isAllowed)), series, budget);
        return experiment.KeptAsync(
            FormattableString.Invariant(
                $"peers {series} {budget} {seconds} {experiment.Options.Trials} {experiment.Meter.Profile.Key}"),
            async () =>
            {
                var (trials, spent) = await TryAsync(draws, series, seconds, cancellationToken);
                return trials.Count == 0
                    ? PeerOutcome.Absent(series, budget, "no random network was just within the budget")
                    : PeerOutcome.Of(await FinishAsync(trials, spent, series, budget, cancellationToken));
            });
    }

    private async Task<(List<RandomTrial> Trials, double Seconds)> TryAsync(
        RandomDraws draws, string series, double seconds, CancellationToken cancellationToken)
    {
        var (trials, drawing) = (new List<RandomTrial>(), 0.0);
        double Spent() => drawing + trials.Sum(trial => trial.Seconds);
        bool IsOver() => trials.Count >= experiment.Options.Trials || (trials.Count >= LeastTrials
            && Spent() + trials.Average(trial => trial.Seconds) > seconds);
        await foreach (var batch in draws.DrawAsync(cancellationToken))
        {
            drawing += batch.Seconds;
            foreach (var network in batch.Networks.Where(draws.IsNear))
            {
                if (!IsOver())
                {
                    trials.Add(await TryAsync(network.Selection, series, trials.Count, cancellationToken));
                }
            }

            if (IsOver())
            {
                break;
            }
        }

        return (trials, Spent());
    }

    private Task<RandomTrial> TryAsync(
        Selection selection, string series, int number, CancellationToken cancellationToken) => experiment.KeptAsync(
            $"peers trial {selection}",
            async () =>
            {
                var started = Stopwatch.GetTimestamp();
                var loss = await tuner.TryAsync(
                    pool.Assemble(selection), $"{series}, trial {number + 1}", cancellationToken);
                return new RandomTrial(selection, loss, Stopwatch.GetElapsedTime(started).TotalSeconds);
            });

    private async Task<PeerRow> FinishAsync(
        List<RandomTrial> trials, double spent, string series, double budget, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (best, share) = await BestAsync(trials, budget, cancellationToken);
        var score = await tuner.TuneAsync(
            pool.Assemble(best), FormattableString.Invariant($"{series}, {budget}"), cancellationToken);
        return new PeerRow(
            series,
            series,
            budget,
            share,
            score,
            spent + Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. best.Operations])
        {
            Trials = trials.Count,
        };
    }

    // The best network that five comparisons confirm to be within the budget; if there is none, the fastest.
    private async Task<(Selection Selection, double Share)> BestAsync(
        List<RandomTrial> trials, double budget, CancellationToken cancellationToken)
    {
        var measured = new List<(Selection Selection, double Share)>();
        foreach (var trial in trials.OrderBy(trial => trial.HeldOutLoss))
        {
            var shares = await experiment.SharesOfTeacherAsync(
                [LatencySubject.Of(pool.Assemble(trial.Selection))], experiment.Meter, cancellationToken);
            measured.Add((trial.Selection, shares[0]));
            if (shares[0] <= budget)
            {
                break;
            }
        }

        return measured.MinBy(network => network.Share > budget ? network.Share : 0.0);
    }
}
