using Lana.Candidates;
using Lana.Measuring;
using Lana.Networks;
using Lana.Storage;

namespace Lana.Tables;

public sealed class LatencyTableBuilderTests : IDisposable
{
    private static readonly NetworkDefinition Teacher = EfficientNet.Define(
        EfficientNetOptions.Compound(0) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    private static readonly CandidateZoo Zoo = CandidateZoo.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5");

    private readonly string _folder = Directory.CreateTempSubdirectory("lana-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "table.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task BuildAsync_EveryPair_HasAnEntryAndIdentityIsFree()
    {
        var table = await Build(new FakeMeter());

        var expected = Teacher.Layers.Sum(layer => Zoo.For(layer).Count);
        Assert.True(table.IsComplete);
        Assert.Equal(expected, table.Count);
        Assert.All(
            table.Entries.Where(entry => entry.Operation == IdentityOperation.OperationName),
            entry => Assert.Equal(0.0, entry.LatencyMs));
        Assert.All(
            table.Entries.Where(entry => entry.Operation != IdentityOperation.OperationName),
            entry => Assert.InRange(entry.LatencyMs, 0.0009, 0.0071));
    }

    [Fact]
    public async Task BuildAsync_EqualPairs_AreMeasuredOnceInEachOfThreePasses()
    {
        var meter = new FakeMeter();

        await Build(meter);

        var distinct = Teacher.Layers
            .SelectMany(layer => Zoo.For(layer)
                .Where(operation => operation.Name != IdentityOperation.OperationName)
                .Select(operation => (operation.Define(layer), layer.Input)))
            .Distinct()
            .Count();
        var shapes = Teacher.Layers.SelectMany(layer => new[] { layer.Input, layer.Output }).Distinct().Count();
        Assert.Equal(3 * distinct, meter.Asked.Count(IsOperation));
        Assert.Equal(
            3 * shapes, meter.Asked.Count(subject => subject.Name.StartsWith("the overhead", StringComparison.Ordinal)));
        Assert.Equal(3, meter.Asked.Count(subject => subject.IsWhole));
        var passes = meter.Asked.Select(subject => subject.Name).Chunk(meter.Asked.Count / 3).ToList();
        Assert.All(passes.Skip(1), pass => Assert.NotEqual(passes[0], pass));
        Assert.All(passes, pass => Assert.Equal(passes[0].Order(), pass.Order()));
        Assert.True(distinct < Teacher.Layers.Sum(layer => Zoo.For(layer).Count - 1));
    }

    [Fact]
    public async Task BuildAsync_TimesThatDifferByPass_AreAveragedOverSixPasses()
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

        var table = await Build(meter);

        var expected = await Build(calm);
        Assert.Equal(3.5 * expected.TeacherMs, table.TeacherMs, 12);
        Assert.All(expected.Entries.Zip(table.Entries), pair => Assert.Equal(3.5 * pair.First.LatencyMs, pair.Second.LatencyMs, 12));
    }

    [Fact]
    public async Task BuildAsync_TeacherSelection_SumsToTheMeasuredTeacher()
    {
        var table = await Build(new FakeMeter());

        var sum = table.ConstantMs + table.Entries
            .Where(entry => entry.Operation == TeacherOperation.OperationName)
            .Sum(entry => entry.LatencyMs);
        Assert.Equal(5.0, table.TeacherMs);
        Assert.Equal(5.0, sum, 9);
    }

    [Fact]
    public async Task BuildAsync_FasterThanItsOverhead_ClampsWithANote()
    {
        var table = await Build(new FakeMeter { Milliseconds = subject => subject.IsWhole ? 1.0 : 0.5 });

        Assert.All(
            table.Entries.Where(entry => entry.Operation != IdentityOperation.OperationName),
            entry =>
            {
                Assert.InRange(entry.LatencyMs, double.Epsilon, 1e-5);
                Assert.NotNull(entry.Note);
            });
    }

    [Fact]
    public async Task BuildAsync_LayersBeyondTheWhole_LeaveConstantZero()
    {
        var table = await Build(new FakeMeter
        {
            Milliseconds = subject => subject.IsWhole ? 1.0 : IsOperation(subject) ? 9.0 : 0.1,
        });

        Assert.Equal(0.0, table.ConstantMs);
    }

    [Fact]
    public async Task BuildAsync_Stopped_KeepsWhatIsDoneAndGoesOn()
    {
        using var cancellation = new CancellationTokenSource();
        var zoo = CandidateZoo.Full.Where((operation, _) => operation.Family is "teacher" or "identity" or "efn");
        var count = 0;
        var first = new FakeMeter
        {
            OnSubject = _ =>
            {
                if (++count == 100)
                {
                    cancellation.Cancel();
                }
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LatencyTableBuilder(first) { Networks = 0 }.BuildAsync(Teacher, zoo, Path, null, cancellation.Token));
        var partial = LatencyTable.Load(Path);
        var second = new FakeMeter();

        var resumed = await new LatencyTableBuilder(second) { Networks = 0 }.BuildAsync(
            Teacher, zoo, Path, null, TestContext.Current.CancellationToken);
        var whole = await new LatencyTableBuilder(new FakeMeter()) { Networks = 0 }.BuildAsync(
            Teacher, zoo, null, null, TestContext.Current.CancellationToken);

        Assert.False(partial.IsComplete);
        Assert.Equal(64, partial.Measurements.Count);
        Assert.Equal(whole.Measurements.Count - 64, second.Asked.Count);
        Assert.Equal(whole.Entries, resumed.Entries);
        Assert.True(LatencyTable.Load(Path).IsComplete);
    }

    [Fact]
    public async Task BuildAsync_FinishedTable_MeasuresNothingAndStaysByteEqual()
    {
        await Build(new FakeMeter(), new FakeClock(), Path);
        var bytes = File.ReadAllBytes(Path);
        var later = new FakeClock();
        later.Advance(1e6);
        var meter = new FakeMeter();

        await Build(meter, later, Path);

        Assert.Empty(meter.Asked);
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task BuildAsync_LargerZoo_MeasuresOnlyWhatIsNew()
    {
        await Build(new FakeMeter(), null, Path);
        var meter = new FakeMeter();
        var larger = CandidateZoo.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5", "cb_res_k3_w0.5");

        var table = await new LatencyTableBuilder(meter) { Networks = 0 }.BuildAsync(
            Teacher, larger, Path, null, TestContext.Current.CancellationToken);

        Assert.All(meter.Asked, subject => Assert.StartsWith("cb_res_k3_w0.5", subject.Name, StringComparison.Ordinal));
        Assert.Equal(Teacher.Layers.Sum(layer => larger.For(layer).Count), table.Count);
    }

    [Fact]
    public async Task BuildAsync_FileOfAnotherDevice_IsRefusedAndStays()
    {
        await Build(new FakeMeter(), null, Path);
        var bytes = File.ReadAllBytes(Path);
        var other = new FakeMeter { Profile = SomeTable.Profile with { Batch = 2 } };

        await Assert.ThrowsAsync<ForeignTableException>(() => Build(other, null, Path));

        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task BuildAsync_DamagedFile_IsNamed()
    {
        File.WriteAllText(Path, "{");

        var failure = await Assert.ThrowsAsync<DamagedFileException>(() => Build(new FakeMeter(), null, Path));

        Assert.Equal(Path, failure.Path);
    }

    [Fact]
    public async Task BuildAsync_Progress_EndsAtAllWithoutEta()
    {
        var reports = new List<LanaProgress>();

        await new LatencyTableBuilder(new FakeMeter()) { Networks = 0 }.BuildAsync(
            Teacher, Zoo, null, new Collected(reports), TestContext.Current.CancellationToken);

        Assert.Equal(reports[^1].Of, reports[^1].Done);
        Assert.Equal(TimeSpan.Zero, reports[^1].Eta);
        Assert.Equal(reports.Select(report => report.Done).Order(), reports.Select(report => report.Done));
    }

    [Fact]
    public async Task BuildAsync_Networks_AreMeasuredBesideTheTeacherOnce()
    {
        var meter = new FakeMeter();

        var table = await new LatencyTableBuilder(meter) { Networks = 8 }.BuildAsync(
            Teacher, Zoo, Path, null, TestContext.Current.CancellationToken);
        var again = new FakeMeter();
        await new LatencyTableBuilder(again) { Networks = 8 }.BuildAsync(
            Teacher, Zoo, Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(8, table.Networks.Length);
        Assert.All(table.Networks, network => Assert.Equal(table.TeacherMs, network.LatencyMs, 12));
        Assert.Equal(8, table.Networks.Select(network => string.Join(' ', network.Operations)).Distinct().Count());
        Assert.Equal(table.Networks[0].Operations, new Prediction.SelectionSampler(table, 0).Fastest);
        Assert.Empty(again.Asked);
        Assert.Equal(
            table.Networks.Select(network => string.Join(' ', network.Operations)),
            LatencyTable.Load(Path).Networks.Select(network => string.Join(' ', network.Operations)));
    }

    [Fact]
    public async Task BuildAsync_StoppedAtTheNetworks_GoesOnWithTheRest()
    {
        using var cancellation = new CancellationTokenSource();
        var wholes = 0;
        var first = new FakeMeter
        {
            OnSubject = subject =>
            {
                wholes += subject.IsWhole ? 1 : 0;
                if (wholes == 40)
                {
                    cancellation.Cancel();
                }
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LatencyTableBuilder(first).BuildAsync(Teacher, Zoo, Path, null, cancellation.Token));
        var partial = LatencyTable.Load(Path);

        var table = await new LatencyTableBuilder(new FakeMeter()).BuildAsync(
            Teacher, Zoo, Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(6, partial.Networks.Length);
        Assert.Equal(20, table.Networks.Length);
        Assert.Equal(20, table.Networks.Select(network => string.Join(' ', network.Operations)).Distinct().Count());
    }

    [Fact]
    public async Task BuildAsync_DisturbedPasses_AreRepeatedUntilThreeWereCalm()
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

        var table = await Build(meter);

        var expected = await Build(calm);
        Assert.All(
            expected.Entries.Zip(table.Entries),
            pair => Assert.Equal(pair.First.LatencyMs, pair.Second.LatencyMs, 12));
        Assert.All(asked, pair => Assert.Equal(pair.Key.StartsWith("efn", StringComparison.Ordinal) ? 5 : 3, pair.Value));
    }

    [Fact]
    public async Task BuildAsync_NeverCalmAgain_EndsAfterSixPasses()
    {
        var count = 0;
        var meter = new FakeMeter { ReferenceMs = _ => count++ == 0 ? 0.10 : 0.15 };

        var table = await Build(meter);

        Assert.True(table.IsComplete);
        Assert.Equal(6, meter.Asked.Count(subject => subject.IsWhole));
    }

    private static Task<LatencyTable> Build(FakeMeter meter, FakeClock? clock = null, string? path = null) =>
        new LatencyTableBuilder(meter, clock) { Networks = 0 }.BuildAsync(
            Teacher, Zoo, path, null, TestContext.Current.CancellationToken);

    private static bool IsOperation(LatencySubject subject) => subject.Name.Contains(" in ", StringComparison.Ordinal);

    private sealed class Collected(List<LanaProgress> reports) : IProgress<LanaProgress>
    {
        public void Report(LanaProgress value) => reports.Add(value);
    }
}
