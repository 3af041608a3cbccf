using Microsoft.EntityFrameworkCore.Migrations;

namespace Parcels.Migrations;

public partial class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            name: "Parcels",
            columns: table => new { Id = table.Column<Guid>(), Street = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_Parcels", parcel => parcel.Id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Parcels");
}
