using Lana.Weights;

namespace Lana;

[Collection(TorchCollection.Name)]
public sealed class DamageTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Theory]
    [InlineData("latency/*.json")]
    [InlineData("pool/manifest.json")]
    [InlineData("pre-training.json")]
    [InlineData("scores.json")]
    [InlineData("selections.json")]
    [InlineData("fine-tuning.json")]
    public async Task Accelerate_WithATruncatedFile_NamesItAndMakesItAgainWhenItIsDeleted(string pattern)
    {
        using var scratch = new Scratch();
        var path = CopyAndFind(scratch, pattern);
        Damage.Truncate(path);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(() => new Job(scratch.Path).RunAsync());

        Assert.Equal(path, exception.Path);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        File.Delete(path);
        await new Job(scratch.Path).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Theory]
    [InlineData("pool/manifest.json")]
    [InlineData("pre-training.json")]
    [InlineData("scores.json")]
    [InlineData("selections.json")]
    [InlineData("fine-tuning.json")]
    public async Task Accelerate_WithAChangedDigit_NamesTheFile(string pattern)
    {
        using var scratch = new Scratch();
        var path = CopyAndFind(scratch, pattern);
        Damage.ChangeDigit(path);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(() => new Job(scratch.Path).RunAsync());

        Assert.Equal(path, exception.Path);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    public async Task Accelerate_WithADamagedPoolFile_TrainsItAgain(string damage)
    {
        using var scratch = new Scratch();
        var path = CopyAndFind(scratch, "pool/blocks.5.1/*.safetensors");
        Damage.Apply(damage, path);
        var job = new Job(scratch.Path);

        await job.CompleteAsync();

        Assert.Equal((0, 0), (job.Counted.Scorings, job.Counted.FineTunings));
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("deleted")]
    public async Task Accelerate_WithDamagedWeightsOfTheStudent_NamesThemAndWhatToDelete(string damage)
    {
        using var scratch = new Scratch();
        var path = CopyAndFind(scratch, "student.safetensors");
        Damage.Apply(damage, path);

        var exception = await Assert.ThrowsAsync<DamagedFileException>(() => new Job(scratch.Path).RunAsync());

        Assert.Equal(path, exception.Path);
        var record = scratch.File("fine-tuning.json");
        Assert.Contains(record, exception.Message, StringComparison.Ordinal);
        File.Delete(record);
        await new Job(scratch.Path).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    public async Task Accelerate_WithADamagedCheckpoint_NamesItAndBeginsAgainWhenItIsDeleted(string damage)
    {
        using var scratch = new Scratch();
        await Stops.CancelAsync(new Job(scratch.Path), "fine-tuning", 9);
        var path = scratch.File("student", "checkpoint.safetensors");
        Damage.Apply(damage, path);

        var exception = await Assert.ThrowsAsync<SafetensorsException>(() => new Job(scratch.Path).RunAsync());

        Assert.Equal(path, exception.Path);
        File.Delete(path);
        await new Job(scratch.Path).CompleteAsync();
        Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
    }

    private string CopyAndFind(Scratch scratch, string pattern)
    {
        RunFiles.Copy(reference.Directory, scratch.Path);
        var folder = Path.Combine(scratch.Path, Path.GetDirectoryName(pattern)!);
        return Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal).First();
    }
}
