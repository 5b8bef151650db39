namespace Lana.Import;

/// <summary>A TorchSharp module has a part that cannot be exported to ONNX.</summary>
public sealed class UnsupportedModuleException : LanaException
{
    internal UnsupportedModuleException(string path, Type type, string reason)
        : base($"'{path}' ({type.Name}) cannot be converted: {reason}.") => (Path, ModuleType) = (path, type.Name);

    /// <summary>The path of the part, for example <c>features.3</c>; empty for the module itself.</summary>
    public string Path { get; }

    /// <summary>The part's TorchSharp type, for example <c>Conv2d</c>.</summary>
    public string ModuleType { get; }
}
