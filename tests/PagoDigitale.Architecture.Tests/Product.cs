using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PagoDigitale.Architecture.Tests;

/// <summary>The built assemblies and the source tree, as the rules look at them.</summary>
public static class Product
{
    public static string Root { get; } = FindRoot();

    public static AssemblyDefinition Assembly(string name) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));

    public static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs");

    /// <summary>SQL that stands in files of its own.</summary>
    public static IEnumerable<string> Statements(string folder) => Files(folder, "*.sql");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal)
                && !f.Contains("/Generated/", StringComparison.Ordinal)
            );

    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) => assembly.MainModule.Types.SelectMany(WithNested);

    /// <summary>The types that a type mentions: bases, interfaces, members, and what its code calls.</summary>
    public static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var members = type
            .Fields.Select(f => f.FieldType)
            .Concat(type.Methods.SelectMany(SignatureOf))
            .Concat(type.Interfaces.Select(i => i.InterfaceType));
        return (type.BaseType is null ? members : members.Append(type.BaseType)).SelectMany(Flatten);
    }

    public static IEnumerable<MethodReference> Calls(TypeDefinition type) =>
        type
            .Methods.Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions)
            .Where(i => i.OpCode.FlowControl == FlowControl.Call)
            .Select(i => i.Operand)
            .OfType<MethodReference>();

    /// <summary>The texts in the code of a type; constants are among them where they are used.</summary>
    public static IEnumerable<string> Texts(TypeDefinition type) =>
        type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<string>();

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<TypeReference> SignatureOf(MethodDefinition method)
    {
        var signature = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType);
        var code = method.HasBody
            ? method
                .Body.Instructions.Select(i => i.Operand)
                .SelectMany(o =>
                    o switch
                    {
                        MethodReference m => [m.DeclaringType, .. (m as GenericInstanceMethod)?.GenericArguments ?? []],
                        FieldReference f => [f.DeclaringType],
                        TypeReference t => [t],
                        _ => Enumerable.Empty<TypeReference>(),
                    }
                )
            : [];
        return signature.Concat(code);
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference type) =>
        type is GenericInstanceType generic
            ? generic.GenericArguments.SelectMany(Flatten).Append(generic.ElementType)
            : [type.GetElementType()];

    private static string FindRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
