using Lana.Candidates;
using Lana.Weights;

namespace Lana.Pool;

[Collection(TorchCollection.Name)]
public sealed class CandidatePoolTests
{
    [Theory]
    [InlineData("truncated")]
    [InlineData("digit")]
    [InlineData("null")]
    public async Task Open_DamagedManifest_NamesIt(string damage)
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        var manifest = scratch.File("manifest.json");
        Damage.Apply(damage, manifest);

        AssertOpeningNames(manifest, scratch);
    }

    [Fact]
    public async Task Open_ManifestWithANullEntry_NamesIt()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        var manifest = scratch.File("manifest.json");
        File.WriteAllText(manifest, """{ "version": 1, "entries": [null], "hash": "" }""");

        AssertOpeningNames(manifest, scratch);
    }

    [Fact]
    public async Task Open_ManifestThatNamesNoOperation_NamesIt()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        var manifest = scratch.File("manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"operation\"", "\"other\"", StringComparison.Ordinal));

        AssertOpeningNames(manifest, scratch);
    }

    [Fact]
    public void Open_NoPool_IsEmptyAndMakesNothing()
    {
        using var scratch = new Scratch();

        using var pool = CandidatePool.Open(scratch.File("none"));

        Assert.Empty(pool.Entries);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void Load_UntrainedOperation_NamesItItsLayerAndThePool()
    {
        using var scratch = new Scratch();
        using var pool = CandidatePool.Open(scratch.Path);
        var candidate = SmallTraining.Candidates.First(candidate => candidate.NeedsTraining);

        var exception = Assert.Throws<KeyNotFoundException>(() => pool.Load(candidate));

        Assert.Contains(candidate.Operation.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(candidate.Layer.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(scratch.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TheTeachersOwnLayer_IsRefused()
    {
        using var scratch = new Scratch();
        using var pool = CandidatePool.Open(scratch.Path);
        var candidate = SmallTraining.Candidates.First(candidate => candidate.IsTeacher);

        var refused = Assert.Throws<ArgumentException>(() => pool.Load(candidate));

        Assert.Contains($"'{candidate.Layer.Name}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_FailedOperation_IsAnError()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path) { More = [OwnOperation.Exploding] }.RunAsync();
        using var pool = CandidatePool.Open(scratch.Path);

        Assert.Throws<KeyNotFoundException>(
            () => pool.Load(new Candidate(SmallTraining.Candidates[^1].Layer, OwnOperation.Exploding)));
    }

    [Fact]
    public async Task Load_FlippedBit_IsRefusedByName()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        var candidate = SmallTraining.Candidates.First(candidate => candidate.NeedsTraining);
        var path = scratch.File(candidate.Layer.Name, $"{candidate.Operation}.safetensors");
        Damage.Flip(path, -1);
        using var pool = CandidatePool.Open(scratch.Path);

        var exception = Assert.Throws<SafetensorsException>(() => pool.Load(candidate));

        Assert.Equal(path, exception.Path);
    }

    [Fact]
    public async Task Assemble_TheTeachersOwnLayers_IsTheTeacher()
    {
        using var scratch = new Scratch();
        await new SmallTraining(scratch.Path).RunAsync();
        using var teacher = Some.Teacher();
        using var pool = CandidatePool.Open(scratch.Path);
        using var batch = Some.Images().Read([0, 1, 2]);

        using var same = pool.Assemble(teacher, SmallTraining.Candidates.Where(candidate => candidate.IsTeacher));
        using var other = pool.Assemble(teacher, [SmallTraining.Candidates.First(candidate => candidate.NeedsTraining)]);

        using var expected = teacher.Run(batch.Images);
        using var actual = same.Run(batch.Images);
        using var changed = other.Run(batch.Images);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
        Assert.NotEqual(expected.data<float>().ToArray(), changed.data<float>().ToArray());
    }

    private static void AssertOpeningNames(string manifest, Scratch scratch)
    {
        var exception = Assert.Throws<DamagedFileException>(() => CandidatePool.Open(scratch.Path));

        Assert.Equal(manifest, exception.Path);
        Assert.Contains(manifest, exception.Message, StringComparison.Ordinal);
    }
}
