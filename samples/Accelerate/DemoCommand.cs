using System.ComponentModel;
using System.Globalization;
using Lana.Data;
using Lana.Export;
using Spectre.Console.Cli;
using StbImageWriteSharp;

namespace Accelerate;

/// <summary>Writes the Quickstart's teacher as an ONNX file, and some of its images as PNG files without labels.</summary>
internal sealed class DemoCommand : Command<DemoCommand.Settings>
{
    private const int Images = 3000;

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Folder, "images"));
        using var teacher = Teacher.Load();
        OnnxExporter.Export(teacher, Path.Combine(settings.Folder, "model.onnx"));
        var pictures = FashionMnist.Load().Everything;
        for (var image = 0; image < Images; image++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var batch = pictures.Read([image]);
            Write(batch, Path.Combine(folder.FullName, image.ToString("D5", CultureInfo.InvariantCulture) + ".png"));
        }

        // No console width breaks a command line that is there to be copied.
        Console.WriteLine(
            $"""
            {settings.Folder} has model.onnx and {Images:N0} images. Now:
              dotnet run -c Release --project samples/Accelerate -- {settings.Folder}/model.onnx \
                --images {settings.Folder}/images --mean 0.286 --deviation 0.353 --budget 0.5
            """);
        return 0;
    }

    private static void Write(Batch batch, string path)
    {
        var pixels = batch.Images.data<float>().Select(FashionMnist.PixelOf).ToArray();
        using var file = File.Create(path);
        new ImageWriter().WritePng(
            pixels, FashionMnist.Shape.Width, FashionMnist.Shape.Height, ColorComponents.Grey, file);
    }

    /// <summary>The command line.</summary>
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FOLDER>")]
        [Description("Where the model and the images go.")]
        public string Folder { get; init; } = "";
    }
}
