namespace Lana.Benchmarks.Imported;

/// <summary>The folders of files, images and runs.</summary>
/// <param name="Models">The folder of .onnx files.</param>
/// <param name="Data">The folder of unpacked images.</param>
/// <param name="Work">The folder of run directories.</param>
internal sealed record ImportedFolders(string Models, string Data, string Work)
{
    public string Model(string name) => Path.Combine(Models, name);

    public string Images(string name) => Path.Combine(Data, name);

    public string RunOf(string name, ulong seed) => Path.Combine(Work, $"{name.Replace(' ', '-')}-{seed}");
}
