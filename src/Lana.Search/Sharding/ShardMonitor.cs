namespace Lana.Sharding;

/// <summary>Watches the units of a run directory, on any machine that sees it.</summary>
/// <param name="runDirectory">The run directory.</param>
/// <param name="time">The clock; null for the system clock.</param>
public sealed class ShardMonitor(string runDirectory, TimeProvider? time = null)
{
    private readonly ShardFolder _folder = new(Path.GetFullPath(runDirectory));
    private (string Plan, ClaimWatch Watch)? _watch;

    /// <summary>Looks at the units. A unit is stale when calls of one monitor see no sign of its worker for
    /// <see cref="ShardingOptions.StaleAfter"/>: clocks of machines are not compared.</summary>
    /// <returns>The state of each unit.</returns>
    /// <exception cref="ShardingException">There is no plan.</exception>
    /// <exception cref="DamagedFileException">The plan or a result is damaged.</exception>
    public ShardStatus Read()
    {
        var plan = _folder.RequirePlan();
        if (_watch?.Plan != plan.Fingerprint)
        {
            _watch = (plan.Fingerprint, new ClaimWatch(plan.StaleAfter, time ?? TimeProvider.System));
        }

        return new ShardStatus([.. plan.Units.Select(unit => Look(plan, unit, _watch!.Value.Watch))]);
    }

    private UnitStatus Look(ShardPlan plan, WorkUnit unit, ClaimWatch watch)
    {
        var result = _folder.FindResult(plan, unit);
        var failure = result is null ? _folder.FindFailure(plan, unit) : null;
        var (state, worker) = result is null ? LookAtClaim(plan, unit, watch) : (UnitState.Done, null);
        return new UnitStatus(
            unit.Name,
            unit.Layer,
            unit.Operations.Count,
            state == UnitState.Missing && failure is not null ? UnitState.Failed : state,
            TimeSpan.FromSeconds(unit.Seconds),
            result is null ? null : TimeSpan.FromSeconds(result.Seconds),
            worker,
            failure);
    }

    private (UnitState State, string? Worker) LookAtClaim(ShardPlan plan, WorkUnit unit, ClaimWatch watch)
    {
        var (number, text) = new ClaimFolder(_folder.Of(unit)).Last();
        var isStale = watch.IsStale(unit.Name, number, text);
        var isClaim = ClaimFolder.TryParse(text, out var claim);
        return number == 0 || (isClaim && (claim!.IsReleased || claim.Unit != unit.FingerprintIn(plan)))
            ? (UnitState.Missing, null)
            : (isStale ? UnitState.Stale : UnitState.Running, claim?.Worker);
    }
}
