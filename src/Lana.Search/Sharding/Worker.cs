using System.Runtime.InteropServices;

namespace Lana.Sharding;

/// <summary>One worker: claims units, does them, and writes their results.</summary>
internal sealed class Worker(UnitWork work, string version, TimeProvider time, ILogger logger)
{
    // How often a worker with nothing to do looks for what others have finished, in a heartbeat: a look is a few small files.
    private const int LooksPerHeartbeat = 15;

    private readonly ShardPlan _plan = work.Plan;
    private readonly ShardFolder _folder = work.Folder;
    private readonly ClaimWatch _watch = new(work.Plan.StaleAfter, time);
    private readonly HashSet<string> _done = [];
    private readonly List<string> _finished = [];
    private readonly Dictionary<string, string> _failed = [];

    private enum Next
    {
        /// <summary>A unit was done, or given up.</summary>
        Worked,

        /// <summary>Others are at what is left.</summary>
        Wait,

        /// <summary>There is nothing left that this worker may do.</summary>
        Ended,
    }

    /// <summary>Works until nothing is left.</summary>
    public async Task<ShardWork> RunAsync(Shard shard, StageContext context)
    {
        var own = ShardAssignment.Of(_plan.Units, shard.Count)[shard.Index];
        var names = own.Select(unit => unit.Name).ToHashSet();
        var others = _plan.TakesOver ? ShardAssignment.InOrder(_plan.Units).Where(unit => !names.Contains(unit.Name)) : [];
        IReadOnlyList<WorkUnit> units = [.. own, .. others];
        var tracker = new ProgressTracker("units", units.Count, context.Progress, time);
        LookAtAll(units);
        for (var next = Next.Worked; next != Next.Ended;)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            next = await WorkOnOneAsync(units, names, context).ConfigureAwait(false);
            tracker.Report(units.Count(unit => _done.Contains(unit.Name)));
            if (next == Next.Wait)
            {
                await Task.Delay(_plan.Heartbeat / LooksPerHeartbeat, time, context.CancellationToken).ConfigureAwait(false);
            }
        }

        return new ShardWork(_finished, _failed, [.. _plan.Units.Where(unit => !IsDone(unit)).Select(unit => unit.Name)]);
    }

    // A claim that is already stale when the worker begins is known as such when its own units are done.
    private void LookAtAll(IEnumerable<WorkUnit> units)
    {
        foreach (var unit in units)
        {
            var (number, text) = new ClaimFolder(_folder.Of(unit)).Last();
            _watch.IsStale(unit.Name, number, text);
        }
    }

    private async Task<Next> WorkOnOneAsync(IReadOnlyList<WorkUnit> units, HashSet<string> own, StageContext context)
    {
        var isBusy = false;
        foreach (var unit in units.Where(unit => !IsDone(unit) && !_failed.ContainsKey(unit.Name)))
        {
            if (!own.Contains(unit.Name) && _folder.FindFailure(_plan, unit) is not null)
            {
                continue;
            }

            if (!unit.Needs.All(IsDone))
            {
                isBusy |= _plan.TakesOver && !unit.Needs.Any(HasFailed);
                continue;
            }

            if (TryClaim(unit) is { } claim)
            {
                await using (claim.ConfigureAwait(false))
                {
                    await DoAsync(unit, claim, context).ConfigureAwait(false);
                }

                return Next.Worked;
            }

            isBusy |= _plan.TakesOver;
        }

        return isBusy ? Next.Wait : Next.Ended;
    }

    private HeldClaim? TryClaim(WorkUnit unit)
    {
        var folder = new ClaimFolder(_folder.Of(unit));
        var (number, text) = folder.Last();
        var fingerprint = unit.FingerprintIn(_plan);
        if (!IsFree(unit, number, text, fingerprint))
        {
            return null;
        }

        var claim = Claim.New(fingerprint, version);
        return folder.TryTake(number, claim) ? new HeldClaim(folder, number + 1, claim, _plan.Heartbeat, time) : null;
    }

    private bool IsFree(WorkUnit unit, int number, string text, string fingerprint) => number == 0
        || (ClaimFolder.TryParse(text, out var claim) && (claim.IsReleased || claim.Unit != fingerprint))
        || _watch.IsStale(unit.Name, number, text);

    private async Task DoAsync(WorkUnit unit, HeldClaim claim, StageContext context)
    {
        // Another worker may have finished between the look and the claim.
        if (IsDone(unit))
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, claim.Lost);
        var start = time.GetTimestamp();
        try
        {
            var result = await work.RunAsync(unit, context with { CancellationToken = stop.Token }).ConfigureAwait(false);
            _folder.Write(_plan, unit, result, time.GetElapsedTime(start).TotalSeconds);
            _folder.DeleteFailure(unit);
            _done.Add(unit.Name);
            _finished.Add(unit.Name);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            if (claim.Failure is { } failure)
            {
                throw failure;
            }

            SearchLog.UnitLost(logger, unit.Name);
        }
        catch (Exception failure) when (failure is not OutputException && failure is LanaException or ExternalException or IOException)
        {
            _failed[unit.Name] = failure.Message;
            _folder.WriteFailure(_plan, unit, $"{failure.Message} ({Environment.MachineName})");
            SearchLog.UnitFailed(logger, unit.Name, failure);
        }
    }

    private bool HasFailed(string name) =>
        _failed.ContainsKey(name) || _folder.FindFailure(_plan, _plan.Units.Single(unit => unit.Name == name)) is not null;

    private bool IsDone(string name) => IsDone(_plan.Units.Single(unit => unit.Name == name));

    private bool IsDone(WorkUnit unit)
    {
        if (!_done.Contains(unit.Name) && _folder.FindResult(_plan, unit) is not null)
        {
            _done.Add(unit.Name);
        }

        return _done.Contains(unit.Name);
    }
}
