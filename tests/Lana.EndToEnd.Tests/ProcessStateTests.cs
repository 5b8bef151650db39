using System.Globalization;
using TorchSharp;

namespace Lana;

/// <summary>A run depends on nothing that other code may change in the process.</summary>
[Collection(TorchCollection.Name)]
public sealed class ProcessStateTests(FinishedRun reference) : IClassFixture<FinishedRun>
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

            using var result = await new Job("run").RunAsync(new Reporter(_ => Directory.SetCurrentDirectory(second)));

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

    [Fact]
    public async Task Accelerate_OtherDefaultsOfTorchAndCulture_GivesTheSameFiles()
    {
        using var scratch = new Scratch();
        var culture = CultureInfo.DefaultThreadCurrentCulture;
        var type = torch.get_default_dtype();
        try
        {
            torch.set_default_dtype(torch.float64);
            CultureInfo.DefaultThreadCurrentCulture = WithCommas();
            using var gradients = torch.no_grad();

            await new Job(scratch.Path).CompleteAsync();

            Assert.Equal(reference.Files, RunFiles.Of(scratch.Path));
        }
        finally
        {
            torch.set_default_dtype(type);
            CultureInfo.DefaultThreadCurrentCulture = culture;
        }
    }

    private static CultureInfo WithCommas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "\u2212");
        return culture;
    }
}
