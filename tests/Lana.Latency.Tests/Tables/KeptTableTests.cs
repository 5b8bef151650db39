using Lana.Candidates;
using Lana.Measurement;

namespace Lana.Tables;

/// <summary>Tables that are kept in a file: stopped, finished, extended, damaged.</summary>
public sealed class KeptTableTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Path => _scratch.File("table.json");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task BuildAsync_Stopped_KeepsWhatIsDoneAndGoesOn()
    {
        using var cancellation = new CancellationTokenSource();
        var searchSpace = SearchSpace.Full.Where((operation, _) => operation.Family is "teacher" or "identity" or "efn");
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
            () => TableBench.Builder(first).BuildAsync(
                TableBench.Teacher, searchSpace, Path, null, cancellation.Token));
        var partial = LatencyTable.Load(Path);
        var second = new FakeMeter();

        var resumed = await TableBench.Builder(second).BuildAsync(
            TableBench.Teacher, searchSpace, Path, null, TestContext.Current.CancellationToken);
        var whole = await TableBench.Builder(new FakeMeter()).BuildAsync(
            TableBench.Teacher, searchSpace, null, null, TestContext.Current.CancellationToken);

        Assert.False(partial.IsComplete);
        Assert.Equal(64, partial.Measurements.Count);
        Assert.Equal(whole.Measurements.Count - 64, second.Asked.Count);
        Assert.Equal(whole.Entries, resumed.Entries);
        Assert.True(LatencyTable.Load(Path).IsComplete);
    }

    [Fact]
    public async Task BuildAsync_FinishedTable_MeasuresNothingAndStaysByteEqual()
    {
        await TableBench.BuildAsync(new FakeMeter(), new FakeClock(), Path);
        var bytes = File.ReadAllBytes(Path);
        var later = new FakeClock();
        later.Advance(1e6);
        var meter = new FakeMeter();

        await TableBench.BuildAsync(meter, later, Path);

        Assert.Empty(meter.Asked);
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task BuildAsync_LargerSearchSpace_MeasuresOnlyWhatIsNew()
    {
        await TableBench.BuildAsync(new FakeMeter(), null, Path);
        var meter = new FakeMeter();
        var larger = SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5", "cb_res_k3_w0.5");

        var table = await TableBench.Builder(meter).BuildAsync(
            TableBench.Teacher, larger, Path, null, TestContext.Current.CancellationToken);

        Assert.All(meter.Asked, subject => Assert.StartsWith("cb_res_k3_w0.5", subject.Name, StringComparison.Ordinal));
        Assert.Equal(TableBench.Teacher.Layers.Sum(layer => larger.For(layer).Count), table.Count);
    }

    [Fact]
    public async Task BuildAsync_FileOfAnotherDevice_IsRefusedAndStays()
    {
        await TableBench.BuildAsync(new FakeMeter(), null, Path);
        var bytes = File.ReadAllBytes(Path);
        var other = new FakeMeter { Profile = SomeTable.Profile with { Batch = 2 } };

        await Assert.ThrowsAsync<ForeignTableException>(() => TableBench.BuildAsync(other, null, Path));

        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task BuildAsync_DamagedFile_IsNamed()
    {
        File.WriteAllText(Path, "{");

        var failure = await Assert.ThrowsAsync<DamagedFileException>(
            () => TableBench.BuildAsync(new FakeMeter(), null, Path));

        Assert.Equal(Path, failure.Path);
    }

    [Fact]
    public async Task BuildAsync_Networks_AreMeasuredBesideTheTeacherOnce()
    {
        var meter = new FakeMeter();

        var table = await TableBench.Builder(meter, networks: 8).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, Path, null, TestContext.Current.CancellationToken);
        var again = new FakeMeter();
        await TableBench.Builder(again, networks: 8).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(8, table.Networks.Length);
        Assert.All(table.Networks, network => Assert.Equal(table.TeacherMs, network.LatencyMs, 12));
        Assert.Equal(8, table.Networks.Select(network => string.Join(' ', network.Selection)).Distinct().Count());
        Assert.Equal(table.Networks[0].Selection, new Calibration.SelectionSampler(table, 0).Fastest);
        Assert.Empty(again.Asked);
        Assert.Equal(
            table.Networks.Select(network => string.Join(' ', network.Selection)),
            LatencyTable.Load(Path).Networks.Select(network => string.Join(' ', network.Selection)));
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
                if (wholes == 50)
                {
                    cancellation.Cancel();
                }
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TableBench.Builder(first, networks: 20).BuildAsync(
                TableBench.Teacher, TableBench.SearchSpace, Path, null, cancellation.Token));
        var partial = LatencyTable.Load(Path);

        var table = await TableBench.Builder(new FakeMeter(), networks: 20).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(12, partial.Networks.Length);
        Assert.Equal(20, table.Networks.Length);
        Assert.Equal(20, table.Networks.Select(network => string.Join(' ', network.Selection)).Distinct().Count());
    }

    [Fact]
    public async Task BuildAsync_LargerSearchSpaceWhereTheReferenceIsSlower_TakesTheNetworksAlong()
    {
        var first = new FakeMeter { ReferenceMs = _ => 0.10 };
        var small = await TableBench.Builder(first, networks: 8).BuildAsync(
            TableBench.Teacher, TableBench.SearchSpace, Path, null, TestContext.Current.CancellationToken);
        var second = new FakeMeter { ReferenceMs = _ => 0.12, CalmMs = 0.12 };

        var large = await TableBench.Builder(second, networks: 8).BuildAsync(
            TableBench.Teacher,
            SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5", "efn_e3_k3"),
            Path,
            null,
            TestContext.Current.CancellationToken);

        Assert.Equal(1.2, large.TeacherMs / small.TeacherMs, 9);
        Assert.Equal(8, large.Networks.Length);
        Assert.All(
            small.Networks.Zip(large.Networks),
            pair => Assert.Equal(1.2, pair.Second.LatencyMs / pair.First.LatencyMs, 9));
    }

    [Fact]
    public async Task BuildAsync_OperationThatBecameAnother_IsMeasuredInNetworksAnew()
    {
        await TableBench.Builder(new FakeMeter(), networks: 8).BuildAsync(
            TableBench.Teacher, new SearchSpace([new Own(3)]), Path, null, TestContext.Current.CancellationToken);
        var meter = new FakeMeter();

        var table = await TableBench.Builder(meter, networks: 8).BuildAsync(
            TableBench.Teacher, new SearchSpace([new Own(5)]), Path, null, TestContext.Current.CancellationToken);

        var kept = table.Networks.Length - meter.Asked.Where(subject => subject.IsWhole).Select(subject => subject.Definition).Distinct().Count();
        Assert.Equal(8, table.Networks.Length);
        Assert.True(kept <= 1, $"{kept} networks were kept");
    }

    private sealed class Own(int kernel) : Operation("own")
    {
        public override Definitions.Definition Define(Networks.Layer layer) => new Definitions.Chain(
            new Definitions.Conv("conv", layer.Output.Channels, kernel) { Stride = layer.Stride });
    }
}
