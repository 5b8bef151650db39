using System.Text;
using Lana.Data;
using Lana.Native;
using Samples;

namespace Lana.Benchmarks.Fuzzing;

/// <summary>Decodes every file of a folder and writes its pixels as PPM, or the text of its refusal, for another decoder to
/// compare (<c>eng/odd-images.py</c>).</summary>
internal sealed class ImagesVerb : IBenchmarkVerb
{
    public string Name => "images";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.Text("--folder") ?? throw new ArgumentException("Option --folder is missing.");
        var results = arguments.Text("--out") ?? throw new ArgumentException("Option --out is missing.");
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        Directory.CreateDirectory(results);
        var (decoded, refused) = (0, 0);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var result = Path.Combine(results, Path.GetFileName(path));
            try
            {
                await File.WriteAllBytesAsync($"{result}.ppm", Decode(path), cancellationToken);
                decoded++;
            }
            catch (InvalidDataSourceException refusal)
            {
                await File.WriteAllTextAsync($"{result}.txt", refusal.Message, cancellationToken);
                refused++;
            }
        }

        await VerbReport.FinishAsync(new { decoded, refused }, null, cancellationToken);
        return 0;
    }

    // Uses the source that users open, with a normalisation that returns the original levels.
    private static byte[] Decode(string path)
    {
        using var folder = new TemporaryFolder();
        var classFolder = Directory.CreateDirectory(Path.Combine(folder.Path, "class")).FullName;
        File.Copy(path, Path.Combine(classFolder, Path.GetFileName(path)));
        var options = new ImageFolderOptions { Mean = [0.0f], StandardDeviation = [1.0f] };
        var source = ImageFolderSource.Open(folder.Path, options);
        using var batch = source.Read([0]);
        var values = batch.Images.data<float>().ToArray();
        var size = source.Shape.Positions;
        var header = Encoding.ASCII.GetBytes($"P6\n{source.Shape.Width} {source.Shape.Height}\n255\n");
        var pixels = Enumerable.Range(0, 3 * size).Select(i => (byte)MathF.Round(values[(i % 3 * size) + (i / 3)] * 255.0f));
        return [.. header, .. pixels];
    }
}
