namespace Lana;

/// <summary>A relative run directory means the one of the beginning, wherever the process goes.</summary>
[Collection(TorchCollection.Name)]
public sealed class CurrentDirectoryTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Accelerate_ProcessChangesItsDirectory_KeepsAllFilesTogether()
    {
        using var scratch = new Scratch();
        var before = Directory.GetCurrentDirectory();
        var (first, second) = (Path.Combine(scratch.Path, "first"), Path.Combine(scratch.Path, "second"));
        Directory.CreateDirectory(first);
        Directory.CreateDirectory(second);
        try
        {
            Directory.SetCurrentDirectory(first);

            using var result = await new Job("run").RunAsync(
                new Reporter(_ => Directory.SetCurrentDirectory(second)));

            Assert.Empty(Directory.EnumerateFileSystemEntries(second));
            Assert.Equal(Path.Combine(first, "run"), result.RunDirectory);
            Assert.True(File.Exists(result.OnnxPath) && File.Exists(result.WeightsPath));
            Assert.Equal(reference.Files, RunFiles.Of(result.RunDirectory));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }
}
