namespace Lana.Benchmarks.Comparing;

/// <summary>An ONNX file; the report shows only its name.</summary>
/// <param name="Path">The path of the file.</param>
public sealed record OnnxFile(string Path)
{
    /// <inheritdoc/>
    public override string ToString() => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Finds a file next to the program, or in the current directory; a file that does not exist yet is
    /// created next to the program.</summary>
    public static OnnxFile Find(string path)
    {
        var here = System.IO.Path.GetFullPath(path);
        var besideProgram = System.IO.Path.Combine(AppContext.BaseDirectory, path);
        return new OnnxFile(File.Exists(here) && !File.Exists(besideProgram) ? here : besideProgram);
    }
}
