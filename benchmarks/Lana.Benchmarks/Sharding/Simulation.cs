using Lana.Internal;
using Lana.Sharding;

namespace Lana.Benchmarks.Sharding;

/// <summary>Workers on the units of a plan, by the rules of the library, with failures at random.</summary>
/// <remarks>A worker that fails loses what it did since its last checkpoint, or all of a scoring, and is started again a while
/// later. Its unit is free when its claim has become stale.</remarks>
internal sealed class Simulation
{
    private const double CheckpointSeconds = 300.0;
    private const double StaleSeconds = 300.0;
    private const double RestartSeconds = 180.0;
    private const double PollSeconds = 30.0;

    private readonly Dictionary<string, Unit> _units;
    private readonly double _failuresPerHour;
    private SplitMix64 _random;
    private readonly PriorityQueue<Action<double>, (double Time, long Order)> _events = new();
    private readonly Unit[][] _own;
    private readonly Unit[] _all;
    private readonly Stack<int> _idle = new();
    private readonly Dictionary<string, Unit> _waiting;
    private long _order;
    private int _left;

    public Simulation(IReadOnlyList<WorkUnit> units, int workers, double failuresPerHour, ulong seed)
    {
        _units = units.ToDictionary(unit => unit.Name, unit => new Unit(unit));
        _waiting = units.SelectMany(unit => unit.Needs.Select(need => (Need: need, Unit: _units[unit.Name])))
            .ToDictionary(pair => pair.Need, pair => pair.Unit);
        _left = units.Count;
        _failuresPerHour = failuresPerHour;
        _random = new SplitMix64(seed);
        _all = [.. ShardAssignment.InOrder(units).Select(unit => _units[unit.Name])];
        _own = [.. ShardAssignment.Of(units, workers).Select(own => own.Select(unit => _units[unit.Name]).ToArray())];
    }

    /// <summary>The time at which the last unit is done.</summary>
    public double Makespan { get; private set; }

    /// <summary>How often a worker failed.</summary>
    public int Failures { get; private set; }

    public void Run()
    {
        for (var worker = 0; worker < _own.Length; worker++)
        {
            var own = worker;
            At(0.0, time => Look(own, time));
        }

        while (_left > 0 && _events.TryDequeue(out var action, out var at))
        {
            action(at.Time);
        }
    }

    private void At(double time, Action<double> action) => _events.Enqueue(action, (time, _order++));

    private bool IsFree(Unit unit, double time) => unit.FreeAt <= time && unit.Definition.Needs.All(need => _units[need].IsDone);

    private void Look(int worker, double time)
    {
        var unit = Array.Find(_own[worker], unit => IsFree(unit, time)) ?? Array.Find(_all, unit => IsFree(unit, time));
        if (unit is null)
        {
            _idle.Push(worker);
            return;
        }

        var untilFailure = _failuresPerHour == 0.0 ? double.PositiveInfinity
            : -Math.Log(1.0 - _random.NextDouble()) * 3600.0 / _failuresPerHour;
        unit.FreeAt = double.PositiveInfinity;
        if (untilFailure >= unit.Left)
        {
            At(time + unit.Left, end => Finish(worker, unit, end));
            return;
        }

        At(time + untilFailure, failed => Fail(worker, unit, untilFailure, failed));
    }

    private void Finish(int worker, Unit unit, double time)
    {
        unit.IsDone = true;
        (_left, Makespan) = (_left - 1, time);
        Look(worker, time);
        if (_waiting.TryGetValue(unit.Definition.Name, out var scores) && scores.Definition.Needs.All(need => _units[need].IsDone))
        {
            Wake(time + PollSeconds);
        }
    }

    // One unit has become free: one worker is enough.
    private void Wake(double time)
    {
        if (_idle.TryPop(out var worker))
        {
            At(time, later => Look(worker, later));
        }
    }

    private void Fail(int worker, Unit unit, double worked, double time)
    {
        Failures++;
        unit.Left -= unit.Definition.Operations.Count == 0 ? 0.0 : Math.Floor(worked / CheckpointSeconds) * CheckpointSeconds;
        unit.FreeAt = time + StaleSeconds;
        At(unit.FreeAt, Wake);
        At(time + RestartSeconds, later => Look(worker, later));
    }

    private sealed class Unit(WorkUnit definition)
    {
        public WorkUnit Definition => definition;

        public double Left { get; set; } = definition.Seconds;

        public double FreeAt { get; set; }

        public bool IsDone { get; set; }
    }
}
