using Lana.Candidates;
using Lana.Internal;
using Lana.Measurement;
using Lana.Tables;

namespace Lana.Profiling;

/// <summary>What is measured for a table, how often, and what entries are made of it.</summary>
public sealed class LatencyTableBuilderTests
{
    [Fact]
    public async Task BuildAsync_EveryPair_HasAnEntryAndIdentityIsFree()
    {
        var table = await TableBench.BuildAsync(new FakeMeter());

        var expected = TableBench.Teacher.Layers.Sum(layer => TableBench.SearchSpace.For(layer).Count);
        Assert.True(table.IsComplete);
        Assert.Equal(expected, table.Count);
        Assert.All(
            table.Entries.Where(entry => entry.Key.Operation == IdentityOperation.OperationName),
            entry => Assert.Equal(0.0, entry.LatencyMs));
        Assert.All(
            table.Entries.Where(entry => entry.Key.Operation != IdentityOperation.OperationName),
            entry => Assert.InRange(entry.LatencyMs, 0.0009, 0.0071));
    }

    [Fact]
    public async Task BuildAsync_EqualPairs_AreMeasuredOnceInEachOfTwoPasses()
    {
        var meter = new FakeMeter();

        await TableBench.BuildAsync(meter);

        var distinct = TableBench.Teacher.Layers
            .SelectMany(layer => TableBench.SearchSpace.For(layer)
                .Where(operation => operation.Name != IdentityOperation.OperationName)
                .Select(operation => (operation.Define(layer), layer.Input)))
            .Distinct()
            .Count();
        var shapes = TableBench.Teacher.Layers
            .SelectMany(layer => new[] { layer.Input, layer.Output })
            .Distinct()
            .Count();
        Assert.Equal(2 * distinct, meter.Asked.Count(TableBench.IsOperation));
        Assert.Equal(2 * shapes, meter.Asked.Count(
            subject => subject.Name.StartsWith("the overhead", StringComparison.Ordinal)));
        Assert.Equal(2, meter.Asked.Count(subject => subject.IsWhole));
        var passes = meter.Asked.Select(subject => subject.Name).Chunk(meter.Asked.Count / 2).ToList();
        Assert.All(passes.Skip(1), pass => Assert.NotEqual(passes[0], pass));
        Assert.All(passes, pass => Assert.Equal(passes[0].Order(), pass.Order()));
        Assert.True(distinct < TableBench.Teacher.Layers.Sum(layer => TableBench.SearchSpace.For(layer).Count - 1));
    }

    [Fact]
    public async Task BuildAsync_WhileThereIsTime_AveragesOverThirtyPasses()
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        var calm = new FakeMeter();
        var meter = new FakeMeter
        {
            Milliseconds = subject =>
            {
                var pass = asked[subject.Name] = asked.GetValueOrDefault(subject.Name) + 1;
                return calm.Milliseconds(subject) * pass;
            },
        };

        var table = await new LatencyTableBuilder(meter, new LatencyTableOptions { Networks = 0 }, new FakeClock()).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken);

        var expected = await TableBench.BuildAsync(calm);
        Assert.All(asked.Values, passes => Assert.Equal(30, passes));
        Assert.Equal(15.5 * expected.TeacherMs, table.TeacherMs, 12);
        Assert.All(
            expected.Entries.Zip(table.Entries),
            pair => Assert.Equal(15.5 * pair.First.LatencyMs, pair.Second.LatencyMs, 12));
    }

    [Fact]
    public async Task BuildAsync_TimeSpent_EndsAfterThePassUnderWay()
    {
        // Each pass takes as long as it has subjects: the fifth begins in time.
        var clock = new FakeClock();
        var meter = new FakeMeter { OnSubject = _ => clock.Advance(1.0) };
        var subjects = (await TableBench.BuildAsync(new FakeMeter())).Measurements.Count / 2;
        var options = new LatencyTableOptions
        {
            Networks = 0,
            TimeForPasses = TimeSpan.FromMilliseconds((4 * subjects) + 1),
        };

        await new LatencyTableBuilder(meter, options, clock).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(5 * subjects, meter.Asked.Count);
    }

    [Theory]
    [InlineData(0.0, 2)]
    [InlineData(36.5, 3)]
    [InlineData(1e6, PairedComparison.MaxRuns)]
    public async Task BuildAsync_NetworksThatDiffer_AreRunWhileThereIsTime(double milliseconds, int runs)
    {
        // Ten in three groups with a teacher each: 13 ms a run. No two runs of a network agree, unlike the teacher's.
        var clock = new FakeClock();
        var random = new SplitMix64(7);
        var wholes = 0;
        var meter = new FakeMeter
        {
            OnSubject = subject =>
            {
                wholes += subject.IsWhole ? 1 : 0;
                clock.Advance(subject.IsWhole ? 1.0 : 0.0);
            },
            Milliseconds = subject => !subject.IsWhole ? 0.1
                : TableBench.IsTeacher(subject) ? 5.0 : 5.0 + (7.0 * random.NextDouble()),
        };
        var passes = (await TableBench.Builder(new FakeMeter()).BuildAsync(
                TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken))
            .Measurements.Count(pair => pair.Key.StartsWith(TableSubjects.WholeKey(TableBench.Teacher), StringComparison.Ordinal));
        var options = new LatencyTableOptions
        {
            Networks = 10,
            TimeForPasses = TimeSpan.Zero,
            TimeForNetworks = TimeSpan.FromMilliseconds(milliseconds),
        };

        await new LatencyTableBuilder(meter, options, clock).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(13 * runs, wholes - passes);
    }

    [Fact]
    public async Task BuildAsync_TeacherSlowBesideNetworks_CountsTheRunsInWhichItIsAsInItsPasses()
    {
        // Two passes at 5 ms, then eight runs at 5.6, then two at 5 again; the network is fast all the time.
        var times = new Queue<double>([5.0, 5.0, .. Enumerable.Repeat(5.6, 8), 5.0, 5.0]);
        var meter = new FakeMeter
        {
            Milliseconds = subject => !subject.IsWhole ? 0.1 : TableBench.IsTeacher(subject) ? times.Dequeue() : 2.5,
        };

        var table = await TableBench.Builder(meter, networks: 1).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(2.5, Assert.Single(table.Networks).LatencyMs, 9);
        Assert.Empty(times);
    }

    [Theory]
    [InlineData(5.0, 0)]
    [InlineData(2.0, 1)]
    public async Task BuildAsync_NetworksBesideTheTeacher_WarnsOfATableThatDoesNotExplainThem(double networkMs, int warnings)
    {
        // Stem and head are nearly all of the teacher, so every network should take about as long.
        var log = new Warnings<LatencyTableBuilder>();
        var meter = new FakeMeter
        {
            Milliseconds = subject => !subject.IsWhole ? 0.001
                : TableBench.IsTeacher(subject) ? 5.0 : networkMs,
        };

        await TableBench.Builder(meter, new FakeClock(), 12, log).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(warnings, log.Messages.Count);
        Assert.All(log.Messages, message => Assert.Contains("Measure it again", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BuildAsync_TeacherSelection_SumsToTheMeasuredTeacher()
    {
        var table = await TableBench.BuildAsync(new FakeMeter());

        var sum = table.ConstantMs + table.Entries
            .Where(entry => entry.Key.Operation == TeacherOperation.OperationName)
            .Sum(entry => entry.LatencyMs);
        Assert.Equal(5.0, table.TeacherMs);
        Assert.Equal(5.0, sum, 9);
    }

    [Fact]
    public async Task BuildAsync_FasterThanItsOverhead_ClampsWithANote()
    {
        var table = await TableBench.BuildAsync(new FakeMeter { Milliseconds = subject => subject.IsWhole ? 1.0 : 0.5 });

        Assert.All(
            table.Entries.Where(entry => entry.Key.Operation != IdentityOperation.OperationName),
            entry =>
            {
                Assert.InRange(entry.LatencyMs, double.Epsilon, 1e-5);
                Assert.NotNull(entry.Note);
            });
    }

    [Fact]
    public async Task BuildAsync_LayersBeyondTheWhole_LeaveConstantZero()
    {
        var table = await TableBench.BuildAsync(new FakeMeter
        {
            Milliseconds = subject => subject.IsWhole ? 1.0 : TableBench.IsOperation(subject) ? 9.0 : 0.1,
        });

        Assert.Equal(0.0, table.ConstantMs);
    }

    [Fact]
    public async Task BuildAsync_Progress_EndsAtAllWithoutEta()
    {
        var reports = new List<LanaProgress>();

        await TableBench.Builder(new FakeMeter()).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, null, new Reporter(reports.Add), TestContext.Current.CancellationToken);

        Assert.Equal(reports[^1].Of, reports[^1].Done);
        Assert.Equal(TimeSpan.Zero, reports[^1].Eta);
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));
    }

    [Fact]
    public async Task BuildAsync_DisturbedInEachPass_IsRepeatedUntilOneWasCalm()
    {
        // Half of the operations are disturbed in their first two passes, and take twice as long then.
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        var calm = new FakeMeter();
        bool IsDisturbed(LatencySubject subject) =>
            subject.Name.StartsWith("efn", StringComparison.Ordinal) && asked[subject.Name] <= 2;
        var meter = new FakeMeter
        {
            Milliseconds = subject =>
            {
                asked[subject.Name] = asked.GetValueOrDefault(subject.Name) + 1;
                return calm.Milliseconds(subject) * (IsDisturbed(subject) ? 2.0 : 1.0);
            },
            ReferenceMs = subject => IsDisturbed(subject) ? 0.15 : 0.10,
        };

        var table = await TableBench.BuildAsync(meter);

        var expected = await TableBench.BuildAsync(calm);
        Assert.All(
            expected.Entries.Zip(table.Entries),
            pair => Assert.Equal(pair.First.LatencyMs, pair.Second.LatencyMs, 12));
        Assert.All(asked, pair => Assert.Equal(
            pair.Key.StartsWith("efn", StringComparison.Ordinal) ? 3 : 2, pair.Value));
    }

    [Fact]
    public async Task BuildAsync_OneLuckyMoment_DoesNotMoveTheTable()
    {
        // The reference ran at half its time once; the meter brings every time to that level.
        var count = 0;
        var meter = new FakeMeter { ReferenceMs = _ => count++ == 0 ? 0.05 : 0.10 };

        var table = await TableBench.BuildAsync(meter);

        Assert.Equal(5.0, table.TeacherMs, 9);
    }

    [Fact]
    public async Task BuildAsync_NeverCalm_EndsAfterSixPasses()
    {
        var meter = new FakeMeter { ReferenceMs = subject => subject.IsWhole ? 0.15 : 0.10 };

        var table = await TableBench.BuildAsync(meter);

        Assert.True(table.IsComplete);
        Assert.Equal(6, meter.Asked.Count(subject => subject.IsWhole));
    }
}
