namespace Lana.Sharding;

/// <summary>How far the units of a plan have come.</summary>
/// <param name="Units">All units, layers in the order of the network.</param>
public sealed record ShardStatus(IReadOnlyList<UnitStatus> Units)
{
    /// <summary>Whether every unit is done, so that they can be merged.</summary>
    public bool IsComplete => Count(UnitState.Done) == Units.Count;

    /// <summary>The time that one worker would take for all, as the plan expects.</summary>
    public TimeSpan Expected => Sum(Units);

    /// <summary>What units took, relative to what was expected of them; 1 before one is done.</summary>
    public double Pace
    {
        get
        {
            var done = Units.Where(unit => unit.Taken is not null).ToList();
            var expected = Sum(done);
            return expected > TimeSpan.Zero ? TimeSpan.FromTicks(done.Sum(unit => unit.Taken!.Value.Ticks)) / expected : 1.0;
        }
    }

    /// <summary>The time left for the workers that are at work; null while none is.</summary>
    public TimeSpan? Eta
    {
        get
        {
            var workers = Units.Where(unit => unit.State == UnitState.Running).Select(unit => unit.Worker).Distinct().Count();
            return IsComplete ? TimeSpan.Zero
                : workers == 0 ? null
                : Sum(Units.Where(unit => unit.State != UnitState.Done)) * (Pace / workers);
        }
    }

    /// <summary>The number of units in a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>0 to the number of units.</returns>
    public int Count(UnitState state) => Units.Count(unit => unit.State == state);

    private static TimeSpan Sum(IEnumerable<UnitStatus> units) => TimeSpan.FromTicks(units.Sum(unit => unit.Expected.Ticks));
}
