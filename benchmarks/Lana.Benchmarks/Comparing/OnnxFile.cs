namespace Lana.Benchmarks.Comparing;

/// <summary>An ONNX file; the report calls it by its name alone.</summary>
/// <param name="Path">Where it is.</param>
public sealed record OnnxFile(string Path)
{
    /// <inheritdoc/>
    public override string ToString() => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Finds a file beside the program, or in the current directory; one that is still to be made belongs
    /// beside the program.</summary>
    public static OnnxFile Find(string path)
    {
        var here = System.IO.Path.GetFullPath(path);
        var besideProgram = System.IO.Path.Combine(AppContext.BaseDirectory, path);
        return new OnnxFile(File.Exists(here) && !File.Exists(besideProgram) ? here : besideProgram);
    }
}
